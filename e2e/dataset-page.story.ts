import { looksOver } from "./looks-over.ts";
import { expect, story } from "./people.ts";

story("a visitor reads why it may not be sold, and what it shares with others", async ({ visitor }) => {
  await visitor.opens("/datasets/nnrd");
  await visitor.sees("May it be used commercially?");
  await visitor.sees("Not before a person decides.");
  await visitor.sees("The terms say research use only. A named person has to decide");
  await visitor.sees("(DUO:0000019)");
  await visitor.sees("Not on offer today.");
  await expect(visitor.page.getByRole("link", { name: /^Apply under this model/ })).toHaveCount(3);
  await visitor.unfolds("Who may have which model");
  await expect(visitor.page.getByRole("row", { name: /Royalty.*Nobody/ })).toBeVisible();
  await visitor.follows("how it is decided");
  await visitor.sees("Only an approver of the NHS can decide this");
});

story("a visitor looks at prices as a university would, and at the address to share", async ({ visitor }) => {
  await visitor.opens("/datasets/hes-apc");
  await visitor.follows("University or charity");
  await visitor.page.waitForURL(/as=academic/);
  const canonical = visitor.page.locator('link[rel="canonical"]');
  await expect(canonical).toHaveAttribute("href", /\/datasets\/hes-apc$/);
  await expect(visitor.page.locator('meta[property="og:title"]')).toHaveAttribute(
    "content",
    "Hospital Episode Statistics: Admitted Patient Care",
  );
  await visitor.sees(/\/datasets\/hes-apc$/);
});

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });

  story("a visitor searches the data dictionary and takes it home", async ({ visitor }) => {
    await visitor.opens("/datasets/hes-apc");
    await visitor.follows("Search the data dictionary");
    await visitor.sees("30 columns.");
    await visitor.fills("Search", "diagnosis");
    await visitor.presses("Search");
    await visitor.sees("DIAG_01");
    await visitor.doesNotSee("ADMIDATE");
    await visitor.opens("/datasets/hes-apc/columns");
    await visitor.chooses("Identifies", "indirect");
    await visitor.presses("Search");
    await visitor.sees("TOKEN_PERSON_ID");
    await visitor.doesNotSee("EPIKEY");
    const csv = await visitor.downloads("/datasets/deaths/columns.csv?identifier=direct");
    expect(csv).toBe(
      "table,column,type,description,identifier_class\r\n" +
        "Deaths,NHS_NUMBER,Text,NHS number of the person; replaced by a pseudonym before release,direct\r\n",
    );
  });

  story("a visitor reads a version whole, and the periods behind the time line", async ({ visitor }) => {
    await visitor.opens("/datasets/hes-apc");
    await visitor.unfolds("Show the periods as a table");
    await expect(
      visitor.page.getByRole("row", { name: /Accident and Emergency 1 April 2007 31 March 2020/ }),
    ).toBeVisible();
    await visitor.follows("All versions, and what changed");
    await visitor.sees("There is one version only");
    await visitor.follows("Version 1");
    await visitor.sees("Version 1, whole");
    await visitor.sees("Vocabularies");
  });
});

story("on paper the page has its tables unfolded and no chrome", async ({ visitor }) => {
  await visitor.opens("/datasets/nnrd");
  await visitor.page.emulateMedia({ media: "print" });
  await expect(visitor.page.getByRole("cell", { name: "Nobody" }).first()).toBeVisible();
  await expect(visitor.page.getByRole("link", { name: "Put on the shortlist" })).toBeHidden();
  await expect(visitor.page.getByRole("banner")).toBeHidden();
});

story("the page of a dataset is accessible, wide, narrow and dark", async ({ visitor }) => {
  await looksOver(visitor, ["/datasets/hes-apc", "/datasets/nnrd"]);
});

story("what belongs to a dataset is accessible, wide, narrow and dark", async ({ visitor }) => {
  await looksOver(visitor, [
    "/datasets/nnrd/decision",
    "/datasets/hes-apc/columns",
    "/datasets/hes-apc/versions?show=1",
  ]);
});

story("the decision and its list are accessible, wide, narrow and dark", async ({ samuel }) => {
  await samuel.confirms();
  await looksOver(samuel, ["/datasets/nnrd/decision", "/commercial/decisions"]);
});
