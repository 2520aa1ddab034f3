import { PDF } from "@libpdf/core";
import { expect, type Person, story } from "./people.ts";

/** What the browser would print of the page that somebody looks at: its sheets, and the words on them. */
async function printed({ page }: Person) {
  const pdf = await PDF.load(new Uint8Array(await page.pdf({ preferCSSPageSize: true })));
  const sheets = pdf.getPages().map((sheet) => sheet.extractText().text.replace(/\s+/g, " "));
  return { sheets, text: sheets.join(" ") };
}

story(
  "printed on A4: an invoice on one sheet, a quote on two, the simulator with its figures; no address of a link on any",
  async ({ priya, visitor }) => {
    // Of a royalty: not one that is paid in kind, which is called so.
    await priya.opens("/invoices?licence=HDL-2026-0001");
    await priya.page
      .getByRole("link", { name: /^INV-\d{6}$/ })
      .first()
      .click();
    await priya.sees("What is charged, and why");
    const invoice = await printed(priya);
    expect(invoice.sheets).toHaveLength(1);
    expect(invoice.text).toMatch(/Invoice INV-\d{6}/);
    expect(invoice.text).not.toMatch(/\(\/|https?:/);

    await priya.opens("/quotes/new?set=rtds&kind=subscription");
    await priya.presses("Calculate the quote");
    await priya.presses("Keep this quote");
    await priya.sees("Not in this total");
    const quote = await printed(priya);
    expect(quote.sheets.length).toBeLessThanOrEqual(2);
    expect(quote.text).not.toMatch(/\(\/|https?:/);

    await visitor.opens("/simulator");
    await visitor.sees("Your forecast");
    const simulator = await printed(visitor);
    for (const words of ["Your forecast", "Subscription", "Profit share", "NHS 3.5%"])
      expect(simulator.text).toContain(words);

    // The wide layout: columns have their heads, and no cell repeats its label.
    await priya.opens("/licences");
    await priya.page.emulateMedia({ media: "print" });
    await expect(priya.page.getByRole("columnheader").first()).toBeVisible();
    await expect(priya.page.locator(".stacked-label").first()).toBeHidden();
  },
);
