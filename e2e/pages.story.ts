import { looksOver } from "./looks-over.ts";
import { type Person, story } from "./people.ts";

const one = async (person: Person, list: string, link: RegExp) => {
  await person.opens(list);
  return (await person.page.locator("main").getByRole("link", { name: link }).first().getAttribute("href"))!;
};

story("visitors: catalogue and datasets are accessible, wide, narrow and dark", async ({ visitor }) => {
  await looksOver(visitor, [
    "/",
    "/catalogue",
    "/catalogue?setting=hospital&model=royalty",
    "/datasets/hes-apc",
    "/datasets/gdppr",
    "/datasets/national-linked-record",
  ]);
});

story("visitors: every other public page is accessible, wide, narrow and dark", async ({ visitor }) => {
  await looksOver(visitor, [
    "/models",
    "/simulator",
    "/simulator?dataset=sact",
    "/sign-in",
    "/sign-in/by-link",
    "/accessibility",
    "/demo/clock",
    "/demo/mailbox",
  ]);
});

const licence = "/licences/HDL-2026-0001";

story("members: every page is accessible, wide, narrow and dark", async ({ priya }) => {
  await looksOver(priya, [
    "/workspace",
    "/workspace/due",
    "/applications",
    "/applications/new?dataset=hes-apc&model=royalty",
    "/licences",
    licence,
    "/invoices",
    await one(priya, "/invoices", /^INV-/),
    "/account",
    "/organisation",
    "/confirm",
  ]);
});

story("signatories: every page is accessible, wide, narrow and dark", async ({ anthony }) => {
  const royalty = await one(anthony, "/licences?kind=royalty", /Chemotherapy for trial design/);
  await looksOver(anthony, [
    `${royalty}/statements`,
    await one(anthony, `${royalty}/statements`, /^(Prepare the statement|Restate this period)/),
    `${royalty}/report?fact=launched`,
    `${licence}/end`,
    "/organisation/tokens",
  ]);
});

story("commercial managers: every page is accessible, wide, narrow and dark", async ({ james }) => {
  await looksOver(james, [
    "/commercial",
    "/commercial/pipeline",
    "/commercial/approvals",
    "/licences",
    await one(james, "/commercial/pipeline", /Statins/),
    await one(james, "/commercial/pipeline?state=offered", /./),
    "/commercial/price-lists",
    "/commercial/price-lists/sact",
    "/commercial/price-lists/sact/preview?version=2&for=academic",
  ]);
});

story("finance: every page is accessible, wide, narrow and dark", async ({ tom }) => {
  const receipt = await one(tom, "/finance/receipts", /^RC-/);
  await looksOver(tom, [
    "/finance",
    "/finance/invoices",
    "/finance/invoices?state=overdue",
    "/finance/receipts",
    "/finance/receipts/new",
    "/finance/refunds",
    "/finance/accounts",
    "/finance/run",
    "/finance/exports",
    "/finance/late",
    "/finance/vat",
    await one(tom, "/finance/vat", /Halden/),
    receipt,
    `${receipt}/take-back`,
  ]);
});

story(
  "auditors and administrators: every page is accessible, wide, narrow and dark",
  async ({ owen, alice }) => {
    await looksOver(owen, ["/audit"]);
    await looksOver(alice, ["/admin"]);
  },
);
