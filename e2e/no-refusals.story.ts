import { expect, type Person, story } from "./people.ts";

/** Where a link of these kinds leads differs only by its number, so one of each is followed. */
const kindOf = (path: string) => path.replace(/[A-Z]{2,4}-[\d-]+|[0-9a-f-]{36}/g, "#").replace(/\?.*/, "");

/** Follows one link of every kind that these pages show, and names those that lead to a refusal. */
async function refusals(person: Person, paths: readonly string[]): Promise<string[]> {
  const refused: string[] = [];
  const followed = new Set<string>();
  for (const path of paths) {
    await person.opens(path);
    expect(new URL(person.page.url()).pathname, `${path} may be read`).toBe(path);
    const links = await person.page
      .locator("main a[href^='/']")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
    for (const link of links) {
      if (followed.has(kindOf(link))) continue;
      followed.add(kindOf(link));
      const answer = await person.asks(link);
      if (new URL(answer.url()).pathname === "/not-allowed") refused.push(`${path} → ${link}`);
    }
  }
  return refused;
}

const datasets = ["/datasets/hes-apc", "/datasets/gdppr", "/shortlist"];
const licences = ["/licences", "/licences/HDL-2026-0001"];
const invoice = "/invoices/INV-000001";
const finance = ["/finance", "/finance/invoices", "/finance/receipts", "/finance/run", "/finance/exports"];
const desk = [
  "/commercial/catalogue",
  "/commercial/catalogue/imports",
  "/commercial/price-lists",
  "/commercial/price-lists/sact",
];
const deals = ["/commercial", "/commercial/pipeline", "/commercial/approvals", "/applications", "/enquiries"];

const buyer = ["/workspace", "/applications", "/invoices", "/quotes", "/enquiries", "/organisation"];

story("no member is shown a link that would be refused", async ({ priya }) => {
  expect(await refusals(priya, [...buyer, ...licences, ...datasets])).toEqual([]);
});

story("no signatory is shown a link that would be refused", async ({ anthony }) => {
  expect(await refusals(anthony, [...buyer, ...licences, ...datasets])).toEqual([]);
});

story("no editor is shown a link that would be refused", async ({ elena }) => {
  expect(await refusals(elena, [...desk, ...datasets])).toEqual([]);
});

story("no commercial manager is shown a link that would be refused", async ({ james }) => {
  expect(await refusals(james, [...deals, ...desk, ...licences, invoice, ...datasets])).toEqual([]);
});

story("no approver is shown a link that would be refused", async ({ samuel }) => {
  expect(await refusals(samuel, [...deals, ...desk, ...licences, invoice, ...datasets])).toEqual([]);
});

story("no finance officer is shown a link that would be refused", async ({ tom }) => {
  expect(await refusals(tom, [...finance, "/commercial/approvals", ...licences, invoice])).toEqual([]);
});

story("no auditor is shown a link that would be refused", async ({ owen }) => {
  expect(await refusals(owen, ["/audit", ...finance, ...deals, ...desk, ...licences, invoice])).toEqual([]);
});

story("no buyer of finance is shown a link that would be refused", async ({ grace }) => {
  expect(
    await refusals(grace, ["/workspace", "/invoices", "/organisation", ...licences, ...datasets]),
  ).toEqual([]);
});

story("no NHS signatory is shown a link that would be refused", async ({ helen }) => {
  expect(await refusals(helen, ["/commercial", "/commercial/pipeline", ...licences, invoice])).toEqual([]);
});

story("no administrator is shown a link that would be refused", async ({ alice }) => {
  expect(await refusals(alice, ["/admin", "/account"])).toEqual([]);
});

story("no visitor is shown a link that would be refused", async ({ visitor }) => {
  expect(await refusals(visitor, ["/", "/catalogue", "/register", ...datasets.slice(0, 2)])).toEqual([]);
});
