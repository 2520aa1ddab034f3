import type { Typeface } from "#server/lib/typefaces.ts";
import { fontOf } from "./fonts.ts";
import { isPlain, type Line, linesOf } from "./lines.ts";

type Weight = "source" | "semibold";
/** How letters look. Scripts other than Latin, Greek and Cyrillic have one weight. */
export type Look = { weight: Weight; size: number; colour: string };
type Box = { width: number; align?: "left" | "right"; lineGap?: number };

// Figures of one width; no ligatures, so that every word can be searched. fontkit takes an object, which can switch a
// feature off; pdfkit's types know only its list of features to switch on.
const features = { tnum: true, liga: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[];
/** From the top of a line down to where its letters stand, in parts of their size: what the first typeface says. */
const ascent = 1;

/**
 * Writes on a page whatever its letters are. A text that reads from left to right in the first typeface alone is left to
 * the library; every other one is put in its order piece by piece (`lines.ts`), because the library asks only the first
 * letter of a text which way all of it runs, and draws a box for a letter that its font lacks.
 */
export function penOn(doc: PDFKit.PDFDocument) {
  const registered = new Set<string>();
  const font = (name: Typeface | Weight) => {
    if (!registered.has(name)) doc.registerFont(name, fontOf(name));
    registered.add(name);
    return doc.font(name);
  };
  const withLook = ({ weight, size, colour }: Look) => font(weight).fontSize(size).fillColor(colour);
  const measured = ({ weight, size }: Look, text: string, width: number): Line[] =>
    linesOf(text, width, (piece, typeface) =>
      font(typeface === "source" ? weight : typeface)
        .fontSize(size)
        .widthOfString(piece, { features }),
    );
  const lineHeight = (look: Look, gap = 0) => withLook(look).currentLineHeight(true) + gap;

  function drawn(look: Look, lines: readonly Line[], x: number, y: number, { width, align, lineGap }: Box) {
    const height = lineHeight(look, lineGap);
    let top = y;
    for (const line of lines) {
      if (top + height > doc.page.height - doc.page.margins.bottom) {
        doc.addPage();
        top = doc.page.margins.top;
      }
      const from = align === "right" ? x + width - line.width : x;
      for (const piece of line.pieces) {
        withLook(look);
        font(piece.typeface === "source" ? look.weight : piece.typeface).text(
          piece.text,
          from + piece.x,
          top + ascent * look.size,
          { lineBreak: false, baseline: "alphabetic", features },
        );
      }
      top += height;
    }
    doc.x = x;
    doc.y = top;
  }

  return {
    /** Writes a text from a point on, and leaves the page below it. */
    write(look: Look, text: string, x: number, y: number, box: Box & { lineBreak?: false }) {
      if (isPlain(text)) withLook(look).text(text, x, y, { ...box, features });
      else drawn(look, measured(look, text, box.width), x, y, box);
    },

    heightOf(look: Look, text: string, { width, lineGap }: Box): number {
      return isPlain(text)
        ? withLook(look).heightOfString(text, { width, ...(lineGap !== undefined && { lineGap }), features })
        : measured(look, text, width).length * lineHeight(look, lineGap);
    },
  };
}
