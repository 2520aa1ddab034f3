/** Markup of web pages that came with a text: what of it is words is kept, and whoever reads is told. */

const blocks = "p|br|li|ul|ol|div|h[1-6]|tr|table|tbody|thead|blockquote|section|article|hr|dl|dt|dd|pre";
const inline = "a|b|i|u|em|strong|span|small|sub|sup|font|td|th|code|abbr|cite|q|s|img";
// No sign of a tag within it: each "<" is looked at once, however long what follows.
const blockTag = new RegExp(`</?(?:${blocks})(?:\\s[^<>]{0,1000})?/?>`, "gi");
const inlineTag = new RegExp(`</?(?:${inline})(?:\\s[^<>]{0,1000})?/?>`, "gi");
const entity = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,9});/gi;

/** The signs that descriptions spell by name; of others the name stays, and is told. */
const named: Record<string, string> = Object.assign(Object.create(null), {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  sbquo: "‚",
  ldquo: "“",
  rdquo: "”",
  bdquo: "„",
  laquo: "«",
  raquo: "»",
  hellip: "…",
  bull: "•",
  middot: "·",
  deg: "°",
  plusmn: "±",
  times: "×",
  divide: "÷",
  micro: "µ",
  pound: "£",
  euro: "€",
  cent: "¢",
  yen: "¥",
  copy: "©",
  reg: "®",
  trade: "™",
  sect: "§",
  para: "¶",
  dagger: "†",
  frac12: "½",
  frac14: "¼",
  frac34: "¾",
  sup2: "²",
  sup3: "³",
  le: "≤",
  ge: "≥",
  ne: "≠",
  minus: "−",
  shy: "",
  zwnj: "\u200C",
  zwj: "\u200D",
  agrave: "à",
  aacute: "á",
  acirc: "â",
  auml: "ä",
  ccedil: "ç",
  egrave: "è",
  eacute: "é",
  ecirc: "ê",
  euml: "ë",
  iacute: "í",
  icirc: "î",
  iuml: "ï",
  ntilde: "ñ",
  oacute: "ó",
  ocirc: "ô",
  ouml: "ö",
  uacute: "ú",
  ucirc: "û",
  uuml: "ü",
  szlig: "ß",
  alpha: "α",
  beta: "β",
  gamma: "γ",
});

/** A text without markup and with its signs written out, and what was found; `sentence` is null where there was nothing. */
export function withoutMarkup(text: string): { text: string; sentence: string | null } {
  let unknown = "";
  const untagged = text.replace(blockTag, "\n").replace(inlineTag, "");
  const words = untagged.replace(entity, (whole, name: string) => {
    const sign = name.startsWith("#") ? numbered(name.slice(1)) : named[name.toLowerCase()];
    if (sign === undefined) unknown ||= whole;
    return sign ?? whole;
  });
  const sentence =
    words !== text
      ? "Markup of a web page: read as the words in it"
      : unknown
        ? `${unknown} is no sign that we know: kept as it came`
        : null;
  return { text: untagged === text ? words : words.replace(/\n{2,}/g, "\n").trim(), sentence };
}

function numbered(digits: string): string | undefined {
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  if (code === 160) return " ";
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    ? String.fromCodePoint(code)
    : undefined;
}
