import { pricesFor } from "#server/demonstration/price-lists.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange } from "#server/lib/change.ts";
import { publishPriceList } from "#server/pricing/store/prices.ts";
import { looksOver } from "./looks-over.ts";
import { expect, type Person, story } from "./people.ts";

const words = async (person: Person) => {
  await person.fills("Title of the project", "Joint replacement and return to work");
  await person.fills(
    "What will you use the data for?",
    "Describe who goes back to work, and when, after a joint was replaced.",
  );
  await person.fills("How do patients or the public gain?", "Patients learn what to expect after surgery.");
};

const referenceIn = (person: Person) => new URL(person.page.url()).pathname.split("/").at(-1)!;

story(
  "a visitor calculates a quote in two actions from the page of a dataset: £20,000.00 and the service, with VAT",
  async ({ visitor }) => {
    await visitor.opens("/datasets/did");
    await visitor.follows("Calculate a quote");
    await visitor.ticks(/^5 Subscription/);
    await visitor.presses("Calculate the quote");
    await visitor.sees(/^The quote of .*valid until/);
    // £20,000.00 + £976.00 + £1,431.00 + £434.00 + 12 × £54.00 + 60 × £472.00 = £51,809.00, and 20% of it.
    await visitor.sees("£62,170.80");
    await visitor.sees("£51,809.00");
    await visitor.sees("You belong in the United Kingdom, so VAT at 20% is added.");
    await visitor.sees(/^Apply by .* to start by|^Too late to start/);
    await visitor.follows("Sign in to keep this quote");
    await visitor.presses(/^Priya Shah/);
    await visitor.isAt("/quotes/new");
    await visitor.sees("£62,170.80");
  },
);

story(
  "Priya keeps a quote over two datasets, downloads it, and applies for both in one go; James sees it on the application",
  async ({ james, priya }) => {
    await priya.opens("/quotes/new?set=njr&find=diagnostic+imaging");
    await priya.ticks(/^Diagnostic Imaging/);
    await priya.ticks(/^5 Subscription/);
    await priya.fills("For how many years?", "2");
    await priya.presses("Calculate the quote");
    await priya.presses("Keep this quote");
    await priya.sees("The quote is kept");
    const reference = referenceIn(priya);
    expect(reference).toMatch(/^QUO-\d{4}-\d{4}$/);
    const pdf = await priya.asks(`/quotes/${reference}/quote.pdf`);
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
    expect(await priya.downloads("/quotes/list.csv")).toContain(`${reference},Meridian Therapeutics,`);

    await priya.opens(`/quotes/${reference}`);
    await priya.follows("Apply with this quote");
    await words(priya);
    await priya.presses("Send 2 applications");
    await priya.sees("2 applications are sent, one a dataset");
    const [application] = await priya.page.getByRole("status").getByRole("link").allInnerTexts();
    await james.opens(`/applications/${application}`);
    await james.sees(reference);
    await james.follows(reference);
    await james.sees(`Quote ${reference}`);
    await james.opens("/quotes");
    await james.sees("Meridian Therapeutics");
  },
);

story("Dana in the United States is quoted no VAT, and told why", async ({ dana }) => {
  await dana.opens("/quotes/new?set=did&kind=subscription");
  await dana.sees("the supply is outside the scope of UK VAT and none is added");
  await dana.sees("VAT £0.00");
});

story(
  "prices change, and the quote of before still says its version and its price",
  async ({ priya, marketplace }) => {
    await priya.opens("/quotes/new?set=rtds&kind=subscription");
    await priya.presses("Keep this quote");
    await priya.sees("The quote is kept");
    const kept = referenceIn(priya);
    await priya.sees("price list version 1");
    await asOneChange({ ...(await marketplace.at()), actor: system }, async (change) => {
      const row = await change.tx.query.datasets.findFirst({ where: (t, { eq }) => eq(t.slug, "rtds") });
      await publishPriceList(change, {
        datasetId: row!.id,
        version: 2,
        validFrom: change.today,
        authorName: "James Whitlock",
        approverName: "Samuel Clarke",
        prices: pricesFor({ slug: "rtds", year: 25_000, list: ["subscription"], approval: [] }),
      });
    });
    await priya.opens("/quotes/new?set=rtds&kind=subscription");
    await priya.sees("price list version 2");
    await priya.opens(`/quotes/${kept}`);
    await priya.sees("price list version 1");
    await priya.sees("£22,000.00");
  },
);

story("what is asked and what is quoted is accessible, wide, narrow and dark", async ({ priya }) => {
  await priya.opens("/quotes/new?set=njr&set=did&kind=subscription&years=2");
  await priya.presses("Keep this quote");
  await priya.sees("The quote is kept");
  await looksOver(priya, [
    "/quotes",
    `/quotes/${referenceIn(priya)}`,
    "/quotes/new?set=gdppr&kind=subscription&users=0",
  ]);
});

story.describe(() => {
  story.use({ withoutJavaScript: true });
  story(
    "without JavaScript: find a dataset, calculate, put right what is wrong, keep, apply",
    async ({ leo }) => {
      await leo.opens("/quotes/new");
      await leo.fills("Add a dataset by name", "joint registry");
      await leo.presses("Find");
      await leo.ticks(/^National Joint Registry/);
      await leo.presses("Find");
      await leo.ticks(/^5 Subscription/);
      await leo.fills("How many people will use the data?", "0");
      await leo.presses("Calculate the quote");
      await leo.sees("At least one person uses the data");
      await leo.fills("How many people will use the data?", "2");
      await leo.presses("Calculate the quote");
      await leo.presses("Keep this quote");
      await leo.sees("The quote is kept");
      await leo.follows("Apply with this quote");
      await words(leo);
      await leo.presses("Send application");
      await leo.sees("Your application is sent");
      await leo.sees(/^QUO-/);
    },
  );
});
