import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import PDFDocument from "pdfkit";

declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Which cells a heading of a table is about; pdfkit writes it, its types do not say so. */
      scope?: "Row" | "Column";
    }
  }
}

type Parent = PDFKit.PDFStructureElement;
export type CellText = string | { text: string; note: string };
export type PaperColumn = { header: string; width: number; amount?: boolean };
export type Block = { title: string; lines: readonly string[] };

const left = 56;
const width = 595 - 2 * left;
const lowest = 842 - 72;
const ink = "#212b32";
const second = "#4c6272";
const line = "#d8dde0";

// Embedded where used, so that the file looks and reads the same everywhere. Adobe's own files, compressed.
const fontFile = (weight: string) =>
  gunzipSync(readFileSync(join(process.cwd(), `server/pdf/fonts/SourceSans3-${weight}.ttf.gz`)));
let fonts: { regular: Buffer; semibold: Buffer } | null = null;

// Figures of one width; no ligatures, so that every word can be searched. fontkit takes an object, which can switch a
// feature off; pdfkit's types know only its list of features to switch on.
const features = { tnum: true, liga: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[];

/**
 * A tagged A4 document, written from top to bottom: headings, paragraphs, facts and tables carry their structure, rules
 * and page numbers are marked as decoration, so that it can be read aloud in order. Everything in it, its dates and
 * identifiers too, follows from what is written, so the same content is the same bytes for ever.
 */
export function newPaper({ title, date, footer }: { title: string; date: string; footer: string }) {
  fonts ??= { regular: fontFile("Regular"), semibold: fontFile("Semibold") };
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: 56, bottom: 842 - lowest, left, right: left },
    pdfVersion: "1.7",
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    bufferPages: true,
    // No built-in font: it would stand in the file without being embedded.
    font: "",
    info: {
      Title: title,
      CreationDate: new Date(`${date}T00:00:00Z`),
      Producer: "Health Data Marketplace",
      Creator: "Health Data Marketplace",
    },
  });
  const chunks: Uint8Array[] = [];
  doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  doc.registerFont("regular", fonts.regular).registerFont("semibold", fonts.semibold);
  const root = doc.struct("Document");
  doc.addStructure(root);

  const element = (
    parent: Parent,
    tag: string,
    write: () => void,
    options: PDFKit.Mixins.StructureElementOptions = {},
  ) => void parent.add(doc.struct(tag, options, write));
  const decoration = (draw: () => void, type: "Layout" | "Pagination" = "Layout") => {
    doc.markContent("Artifact", { type });
    draw();
    doc.endMarkedContent();
  };
  const plain = (size = 10, colour = ink) => doc.font("regular").fontSize(size).fillColor(colour);
  const strong = (size = 10, colour = ink) => doc.font("semibold").fontSize(size).fillColor(colour);
  const room = (height: number) => {
    if (doc.y + height > lowest) doc.addPage();
  };
  const rule = (y: number, weight = 0.5, colour = line) =>
    decoration(() =>
      doc
        .moveTo(left, y)
        .lineTo(left + width, y)
        .lineWidth(weight)
        .stroke(colour),
    );

  const heading = (tag: "H1" | "H2" | "H3", size: number, before: number, text: string) => {
    // Never alone at the foot of a page.
    room(before + size + 60);
    doc.y += before;
    element(root, tag, () => strong(size).text(text, left, doc.y, { width, features }));
    doc.y += size / 4;
  };

  /** Draws cells of one row and returns its lowest point; `parent` null draws decoration, as on a repeated head. */
  function cells(
    parent: Parent | null,
    columns: readonly PaperColumn[],
    texts: readonly CellText[],
    look: { head?: boolean; bold?: boolean },
  ) {
    const top = doc.y;
    let x = left;
    let bottom = top;
    texts.forEach((cell, index) => {
      const column = columns[index]!;
      const { text, note } = typeof cell === "string" ? { text: cell, note: "" } : cell;
      const align = column.amount ? "right" : "left";
      const size = { width: inner(columns, index), align, features } as const;
      const write = () => {
        (look.head ? strong(9, second) : look.bold ? strong() : plain()).text(text, x, top, size);
        if (note) plain(8.5, second).text(note, x, doc.y, size);
      };
      if (!parent) write();
      else if (look.head) element(parent, "TH", write, { scope: "Column" });
      else if (index === 0) element(parent, "TH", write, { scope: "Row" });
      else element(parent, "TD", write);
      bottom = Math.max(bottom, doc.y);
      x += column.width;
    });
    doc.y = bottom;
  }

  // The last column ends where the rules end; the others keep their distance from the next.
  const inner = (columns: readonly PaperColumn[], index: number) =>
    columns[index]!.width - (index === columns.length - 1 ? 0 : 12);

  const heightOf = (columns: readonly PaperColumn[], texts: readonly CellText[]) =>
    Math.max(
      ...texts.map((cell, index) => {
        const { text, note } = typeof cell === "string" ? { text: cell, note: "" } : cell;
        const size = { width: inner(columns, index), features };
        return plain().heightOfString(text, size) + (note ? plain(8.5).heightOfString(note, size) : 0);
      }),
    );

  return {
    width,
    /** Begins a new page unless there is this much room, for what should not be torn apart. */
    keep: room,
    title: (text: string) => heading("H1", 22, 0, text),
    section: (text: string) => heading("H2", 13, 14, text),
    subsection: (text: string) => heading("H3", 10.5, 6, text),

    paragraph(text: string, { quiet = false }: { quiet?: boolean } = {}) {
      room(24);
      element(root, "P", () =>
        (quiet ? plain(9, second) : plain()).text(text, left, doc.y, { width, lineGap: 1.5, features }),
      );
      doc.y += 5;
    },

    /** Short blocks beside each other, each with its own title: from whom, to whom. */
    blocks(blocks: readonly Block[]) {
      room(110);
      const top = doc.y + 6;
      let bottom = top;
      blocks.forEach(({ title, lines }, index) => {
        const size = { width: width / blocks.length - 12, features };
        const x = left + (width / blocks.length) * index;
        element(root, "H2", () => strong(9, second).text(title, x, top, size));
        element(root, "P", () => plain().text(lines.join("\n"), x, doc.y + 2, size));
        bottom = Math.max(bottom, doc.y);
      });
      doc.y = bottom + 8;
    },

    /** Names and values, as a table of two columns without a head. */
    facts(items: readonly (readonly [string, string])[], { wide = 150 }: { wide?: number } = {}) {
      const columns = [
        { header: "", width: wide },
        { header: "", width: width - wide },
      ];
      const table = doc.struct("Table");
      root.add(table);
      for (const item of items) {
        room(heightOf(columns, item) + 6);
        const row = doc.struct("TR");
        table.add(row);
        doc.y += 3;
        cells(row, columns, item, {});
        row.end();
      }
      table.end();
      doc.y += 4;
    },

    /** Rows under a head that is drawn again on every page; the last rows may be totals. */
    table(
      columns: readonly PaperColumn[],
      rows: readonly (readonly CellText[])[],
      totals: readonly (readonly CellText[])[] = [],
    ) {
      const heads = columns.map(({ header }) => header);
      const table = doc.struct("Table");
      root.add(table);
      const head = doc.struct("TR");
      room(60);
      doc.y += 4;
      table.add(head);
      cells(head, columns, heads, { head: true });
      head.end();
      rule(doc.y + 2, 1, ink);
      doc.y += 6;
      const draw = (texts: readonly CellText[], bold: boolean) => {
        if (doc.y + heightOf(columns, texts) + 6 > lowest) {
          doc.addPage();
          decoration(() => cells(null, columns, heads, { head: true }));
          rule(doc.y + 2, 1, ink);
          doc.y += 6;
        }
        const row = doc.struct("TR");
        table.add(row);
        cells(row, columns, texts, { bold });
        row.end();
        rule(doc.y + 3);
        doc.y += 7;
      };
      for (const texts of rows) draw(texts, false);
      for (const texts of totals) draw(texts, true);
      table.end();
    },

    /** Numbers the pages and gives back the file. */
    finish(): Promise<Uint8Array<ArrayBuffer>> {
      root.end();
      const { count } = doc.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        doc.switchToPage(page);
        // Below the margin, where text would otherwise begin a new page.
        doc.page.margins.bottom = 0;
        decoration(() => {
          plain(8.5, second).text(footer, left, lowest + 22, {
            width: width - 80,
            lineBreak: false,
            features,
          });
          plain(8.5, second).text(`Page ${page + 1} of ${count}`, left + width - 80, lowest + 22, {
            width: 80,
            align: "right",
          });
        }, "Pagination");
      }
      return new Promise((done, failed) => {
        doc.on("end", () => done(new Uint8Array(Buffer.concat(chunks))));
        doc.on("error", failed);
        doc.end();
      });
    },
  };
}
