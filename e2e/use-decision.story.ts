import { applies } from "./deal.ts";
import { expect, type Person, story } from "./people.ts";

// The one dataset with a price list that is blocked: deciding about it changes what others read.
story.use({ ownMarketplace: true });

const set = "/datasets/nnrd";
const title = "National Neonatal Research Database";

/** Samuel allows royalties on research-only data, with his reason. */
async function decides(samuel: Person, reason: string) {
  await samuel.follows("Decide about commercial use");
  await samuel.sees("Confirm that it is you first");
  await samuel.confirms();
  await samuel.opens(`${set}/decision`);
  await samuel.presses("Record the decision");
  await samuel.sees("There is a problem");
  await samuel.sees("Choose at least one of the nine models");
  await samuel.ticks(/^Allow it/);
  await samuel.ticks(/Royalty/);
  await samuel.ticks(/^Standard/);
  await samuel.fills("Why?", "Too short");
  await samuel.presses("Record the decision");
  // The same sentence stood there before: what was put right has to go first.
  await samuel.doesNotSee("Choose at least one of the nine models");
  await samuel.sees("Give the reason in at least 10 characters");
  await expect(samuel.page.getByLabel(/Royalty/)).toBeChecked();
  await samuel.fills("Why?", reason);
  await samuel.fills("Evidence (optional)", "Letter of the custodian, 2026/14");
  await samuel.presses("Record the decision");
  await samuel.sees("The decision is on record");
}

const opens = async (priya: Person, model: string) => {
  await priya.opens(`/applications/new?dataset=nnrd&model=${model}`);
};

for (const withoutJavaScript of [false, true])
  story.describe(withoutJavaScript ? "without JavaScript" : "with JavaScript", () => {
    story.use({ withoutJavaScript });

    story(
      "a dataset that says research only is opened for one model by a named person, and for no other",
      async ({ samuel, priya, leo, visitor }) => {
        const reason = withoutJavaScript
          ? "The custodian wrote again that royalties are agreed"
          : "The custodian agreed to royalties from industry";
        if (!withoutJavaScript) {
          await opens(priya, "royalty");
          await priya.sees("You cannot apply for this today");
          await priya.sees(/The terms say research use only/);
          await opens(priya, "cost_recovery");
          await priya.sees("What will you use the data for?");
        }
        if (withoutJavaScript) await samuel.opens(set);
        else {
          await samuel.opens("/commercial/approvals");
          await samuel.follows("Datasets that wait for a decision on commercial use");
          await samuel.follows(title);
        }
        await decides(samuel, reason);

        await visitor.opens(set);
        await visitor.sees("Yes, as far as a person decided.");
        await visitor.sees(reason);
        await visitor.sees(/Samuel Clarke allowed royalty/);

        const application = await applies(priya, {
          search: "neonatal",
          dataset: title,
          kind: "royalty",
          title: `Growth of early babies, ${withoutJavaScript ? "plain" : "full"}`,
          extra: (member) => member.fills("What net sales do you expect a year?", "1,000,000"),
        });
        expect(application).toMatch(/^APP-/);
        await opens(priya, "subscription");
        await priya.sees("You cannot apply for this today");
        await opens(leo, "royalty");
        await leo.sees("You cannot apply for this today");
      },
    );
  });
