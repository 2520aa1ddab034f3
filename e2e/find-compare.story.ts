import { randomUUID } from "node:crypto";
import { askCustodian } from "#server/catalogue/enquiries/store/write.ts";
import { addToShortlist } from "#server/catalogue/shortlist/store/shortlist.ts";
import { publishNew } from "#server/catalogue/store/publishing.ts";
import { demoPeople, personByEmail } from "#server/demonstration/people.ts";
import { enqueue } from "#server/jobs/queue.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange } from "#server/lib/change.ts";
import { aDescription } from "#server/testing/description.ts";
import { looksOver } from "./looks-over.ts";
import { expect, type Person, story } from "./people.ts";
import type { Marketplace } from "./server.ts";

const hes = "Hospital Episode Statistics: Admitted Patient Care";
const sact = "Systemic Anti-Cancer Therapy";

for (const [withoutJavaScript, who] of [
  [false, "priya"],
  [true, "jonas"],
] as const)
  story.describe(withoutJavaScript ? "without JavaScript" : "with JavaScript", () => {
    story.use({ withoutJavaScript });

    story(
      `${who} compares two datasets, shortlists them, asks and is answered`,
      async ({ elena, priya, jonas }) => {
        const buyer = who === "priya" ? priya : jonas;
        await comparesTwo(buyer);
        await shortlists(buyer, "hes-apc");
        await shortlists(buyer, "sact");
        await buyer.ticks(`Choose ${hes}`);
        await buyer.ticks(`Choose ${sact}`);
        await buyer.presses("Compare these");
        await buyer.isAt("/compare");
        await buyer.sees("Show only what differs");
        await asksAndIsAnswered(buyer, elena);
      },
    );

    story(`${who} keeps a search and is told of what is new`, async ({ priya, jonas, marketplace }) => {
      const buyer = who === "priya" ? priya : jonas;
      const word = `odontology${who}`;
      await buyer.opens(`/catalogue/saved?search=${encodeURIComponent(`q=${word}`)}`);
      await buyer.presses("Save the search");
      await buyer.sees("Enter a name for this search");
      await buyer.fills("Name", word);
      await buyer.presses("Save the search");
      await buyer.sees("The search is kept");
      await publishes(marketplace, `National ${word} survey`);
      await buyer.awaits("/demo/mailbox", `1 new dataset for your search "${word}"`);
      await buyer.follows(`1 new dataset for your search "${word}"`);
      await buyer.sees(`National ${word} survey`);
      await buyer.follows(/\/catalogue\/saved\?stop=/);
      await buyer.presses("Stop the mail");
      await buyer.sees("You get no more mail about this search");
    });
  });

async function comparesTwo(buyer: Person) {
  await buyer.opens("/compare");
  await buyer.sees("Nothing is compared yet");
  for (const title of [hes, sact]) {
    await buyer.fills("Find a dataset to add", title);
    await buyer.presses("Search");
    await buyer.follows(`Add ${title}`);
    await expect(buyer.page.getByRole("link", { name: `Take away ${title}` })).toBeVisible();
  }
  await expect(buyer.page.getByRole("row", { name: /^Custodian differs/ })).toBeVisible();
  await expect(buyer.page.getByRole("row", { name: /^Refresh Monthly/ })).toBeVisible();
  await buyer.follows("Show only what differs");
  await buyer.page.waitForURL(/only=differences/);
  await expect(buyer.page.getByRole("row", { name: /^Refresh/ })).toHaveCount(0);
  const file = await buyer.downloads(await buyer.pathOf("Download as CSV"));
  expect(file).toContain(`fact,differs,${hes},${sact}`);
  expect(file).toMatch(/Custodian,differs,NHS England,/);
}

async function shortlists(buyer: Person, slug: string) {
  await buyer.opens(`/shortlist?add=${slug}`);
  await buyer.fills("Note for your team (optional)", "For the pathway study");
  await buyer.presses("Add to shortlist");
  await buyer.sees("The dataset is on your shortlist");
}

async function asksAndIsAnswered(buyer: Person, editor: Person) {
  const subject = `Discharge dates, asks ${buyer.name}`;
  await buyer.opens("/datasets/hes-apc/enquiry");
  await buyer.fills("What is it about?", subject);
  await buyer.presses("Send the enquiry");
  await buyer.sees("Write your message");
  await buyer.fills("Your question", "Is the day of discharge always known?");
  await buyer.presses("Send the enquiry");
  await buyer.sees("Your enquiry is sent");
  const reference = new URL(buyer.page.url()).pathname.split("/").at(-1)!;

  await editor.opens("/enquiries?state=waiting");
  await editor.follows(subject);
  await editor.sees("Is the day of discharge always known?");
  await editor.fills("Answer for NHS England", "Yes. The hour is not.");
  await editor.presses("Send");
  await editor.sees("Your message is sent");

  await buyer.awaits("/demo/mailbox", `Your enquiry ${reference} is answered`);
  await buyer.follows(`Your enquiry ${reference} is answered`);
  await buyer.follows(/\/enquiries\/ENQ-/);
  await buyer.sees("Yes. The hour is not.");
  await buyer.sees("NHS, for NHS England");
  await buyer.fills("Write back", "Thank you, that is all.");
  await buyer.ticks(/^Close the enquiry/);
  await buyer.presses("Send");
  await buyer.sees("The enquiry is closed");
  expect(await buyer.downloads("/enquiries/enquiries.csv?state=closed")).toContain(subject);
}

/** A new dataset comes into the catalogue, as an import or an editor would publish it; the worker tells who waits for it. */
async function publishes({ at }: Marketplace, title: string) {
  await asOneChange({ ...(await at()), actor: system }, async (change) => {
    await publishNew(change, [{ slug: `set-${randomUUID()}`, description: { ...aDescription, title } }], {
      publishedOn: change.today,
      note: "New",
      madeByName: "Elena Novak",
      approvedByName: "Farah Aziz",
    });
    await enqueue(change, "catalogue.alerts", {}, "now");
  });
}

story("whoever shortlists signs in and comes back; six datasets are one too many", async ({ visitor }) => {
  await visitor.opens("/shortlist?add=hes-op");
  await visitor.isAt("/sign-in");
  await visitor.presses(/^Dana Kim/);
  await visitor.isAt("/shortlist");
  await visitor.presses("Add to shortlist");
  await visitor.sees("The dataset is on your shortlist");
  const six = ["hes-apc", "sact", "gdppr", "hes-op", "hes-ae", "no-such-set"];
  await visitor.opens(`/compare?${new URLSearchParams(six.map((slug) => ["set", slug]))}`);
  await visitor.sees("At most 5 datasets can be compared at once. Left out: no-such-set.");
  await visitor.opens("/compare?set=hes-apc&set=no-such-set");
  await visitor.sees("We know no dataset of the name no-such-set.");
  await visitor.sees(hes);
});

story(
  "comparing and shortlisting: every page is accessible, wide, narrow and dark",
  async ({ leo, marketplace }) => {
    const at = await marketplace.at();
    const actor = await personByEmail(at, demoPeople.leo.email);
    await addToShortlist({ ...at, actor }, { slug: "sact", note: "For the pathway study" });
    await looksOver(leo, [
      "/compare",
      "/compare?q=cancer",
      "/compare?set=hes-apc&set=sact&set=gdppr&set=hes-op&set=hes-ae",
      "/shortlist",
      "/shortlist?add=gdppr",
      "/shortlist?edit=sact",
    ]);
  },
);

story(
  "asking and keeping: every page is accessible, wide, narrow and dark",
  async ({ elena, leo, marketplace }) => {
    const at = await marketplace.at();
    const actor = await personByEmail(at, demoPeople.leo.email);
    const { reference } = await askCustodian(
      { ...at, actor },
      { slug: "hes-apc", subject: "Discharge dates", body: "Is the day always known?", key: randomUUID() },
    );
    await looksOver(leo, [
      "/datasets/hes-apc/enquiry",
      "/enquiries",
      "/catalogue/saved",
      "/catalogue/saved?search=q%3Dcancer",
    ]);
    await looksOver(elena, ["/enquiries", `/enquiries/${reference}`]);
  },
);
