import { expect, test } from "vitest";
import { asHtml, asText } from "./letter.ts";

const long =
  "A licence is signed by the buyer and then by the NHS, and what is due under it is invoiced on the day.";
const link = `https://market.example/${"a".repeat(90)}`;

test("as text: lines of 76 columns at most, but an address is never broken, and paragraphs stay apart", () => {
  const text = asText(`${long}\n\n${link}`);
  expect(text.split("\n\n")[1]).toBe(link);
  expect(text.split("\n").every((line) => line.length <= 76 || line === link)).toBe(true);
  expect(text.split("\n\n")[0]!.replaceAll("\n", " ")).toBe(long);
});

test("as HTML: an address is a link, and what people typed is no markup", () => {
  const html = asHtml(
    "Ada & <b>Co</b>",
    `<img src=x onerror="alert(1)">\n\nhttps://market.example/offers/OFR-1?a=1&b=2`,
  );
  expect(html).not.toContain("<img");
  expect(html).not.toContain("<b>");
  expect(html).toContain('<a href="https://market.example/offers/OFR-1?a=1&#38;b=2"');
  expect(html).not.toMatch(/<(script|img|link|iframe)|url\(|@import/);
});
