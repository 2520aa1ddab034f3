/**
 * A mail as it reaches people, as text and as HTML, both from one structure: paragraphs with an empty line between them,
 * in which an address of a page is a link. Nothing is loaded from anywhere, and nothing in it runs.
 */
const paragraphsOf = (body: string) => body.split("\n\n");

const width = 76;

/** Plain text in lines of 76 columns; an address is never broken. */
export const asText = (body: string): string =>
  paragraphsOf(body)
    .map((paragraph) => paragraph.split("\n").map(wrapped).join("\n"))
    .join("\n\n");

function wrapped(line: string): string {
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** The same as a page of one column: whatever people typed is quoted, so that none of it is markup. */
export const asHtml = (subject: string, body: string): string =>
  [
    "<!doctype html>",
    `<html lang="en-GB"><head><meta charset="utf-8"><title>${quoted(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;background:#f0f4f5;font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#212b32">',
    '<div style="max-width:600px;margin:0 auto;padding:24px;background:#ffffff">',
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${quoted(subject)}</h1>`,
    ...paragraphsOf(body).map(
      (paragraph) => `<p style="margin:0 0 16px">${paragraph.split("\n").map(linked).join("<br>\n")}</p>`,
    ),
    '<p style="margin:24px 0 0;font-size:14px;color:#4c6272">Health Data Marketplace</p>',
    "</div></body></html>",
  ].join("\n");

/** Every second part is an address. */
const linked = (line: string) =>
  line
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${quoted(part)}" style="color:#005eb8">${quoted(part)}</a>` : quoted(part),
    )
    .join("");

const quoted = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
