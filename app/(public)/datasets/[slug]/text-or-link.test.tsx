import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TextOrLink } from "./text-or-link.tsx";

const drawn = (text: string) => renderToStaticMarkup(<TextOrLink text={text} />);

test("a web address can be followed and lends no weight", () => {
  expect(drawn("https://example.org/a?b=c")).toContain(
    'href="https://example.org/a?b=c" rel="nofollow noopener"',
  );
});

test.each([
  "javascript:alert(1)",
  " https://example.org",
  "see https://example.org",
  "data:text/html,x",
  "//example.org",
  "mailto:a@example.org",
  'https://example.org/"onload="x',
])("%j is text and nothing more", (text) => expect(drawn(text)).not.toContain("<a"));

test("markup in imported text is shown as it is typed", () => {
  expect(drawn("<img src=x onerror=alert(1)>")).toBe("&lt;img src=x onerror=alert(1)&gt;");
});
