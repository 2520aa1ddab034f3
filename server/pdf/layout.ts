import PDFDocument from "pdfkit";
import { isPlain } from "./lines.ts";
import { type Look, penOn } from "./pen.ts";

declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** Which cells a heading of a table is about; pdfkit writes it, its types do not say so. */
      scope?: "Row" | "Column";
    }
  }
}

type Parent = PDFKit.PDFStructureElement;

/** What is drawn piece by piece is read aloud, searched and copied as it was written. */
const readAs = (text: string): PDFKit.Mixins.StructureElementOptions =>
  isPlain(text) ? {} : { actual: text };
export type CellText = string | { text: string; note: string };
export type PaperColumn = { header: string; width: number; amount?: boolean };
export type Block = { title: string; lines: readonly string[] };

const left = 56;
const width = 595 - 2 * left;
const lowest = 842 - 72;
const ink = "#212b32";
const second = "#4c6272";
const line = "#d8dde0";

/**
 * A tagged A4 document, written from top to bottom: headings, paragraphs, facts and tables carry their structure, rules
 * and page numbers are marked as decoration, so that it can be read aloud in order. Everything in it, its dates and
 * identifiers too, follows from what is written, so the same content is the same bytes for ever.
 */
export function newPaper({ title, date, footer }: { title: string; date: string; footer: string }) {
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
  const pen = penOn(doc);
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
  const plain = (size = 10, colour = ink): Look => ({ weight: "source", size, colour });
  const strong = (size = 10, colour = ink): Look => ({ weight: "semibold", size, colour });
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
    element(root, tag, () => pen.write(strong(size), text, left, doc.y, { width }), readAs(text));
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
      const box = { width: inner(columns, index), align } as const;
      const write = () => {
        pen.write(look.head ? strong(9, second) : look.bold ? strong() : plain(), text, x, top, box);
        if (note) pen.write(plain(8.5, second), note, x, doc.y, box);
      };
      const read = readAs(note ? `${text}\n${note}` : text);
      if (!parent) write();
      else if (look.head) element(parent, "TH", write, { scope: "Column", ...read });
      else if (index === 0) element(parent, "TH", write, { scope: "Row", ...read });
      else element(parent, "TD", write, read);
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
        const box = { width: inner(columns, index) };
        return pen.heightOf(plain(), text, box) + (note ? pen.heightOf(plain(8.5), note, box) : 0);
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
      element(
        root,
        "P",
        () => pen.write(quiet ? plain(9, second) : plain(), text, left, doc.y, { width, lineGap: 1.5 }),
        readAs(text),
      );
      doc.y += 5;
    },

    /** Short blocks beside each other, each with its own title: from whom, to whom. */
    blocks(blocks: readonly Block[]) {
      room(110);
      const top = doc.y + 6;
      let bottom = top;
      blocks.forEach(({ title, lines }, index) => {
        const box = { width: width / blocks.length - 12 };
        const x = left + (width / blocks.length) * index;
        const text = lines.join("\n");
        element(root, "H2", () => pen.write(strong(9, second), title, x, top, box), readAs(title));
        element(root, "P", () => pen.write(plain(), text, x, doc.y + 2, box), readAs(text));
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
          pen.write(plain(8.5, second), footer, left, lowest + 22, { width: width - 80, lineBreak: false });
          const pages = `Page ${page + 1} of ${count}`;
          pen.write(plain(8.5, second), pages, left + width - 80, lowest + 22, { width: 80, align: "right" });
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
