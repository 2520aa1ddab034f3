import { PDF } from "@libpdf/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newPaper } from "./layout.ts";
import { isPlain, linesOf } from "./lines.ts";

/** Each letter ten points wide, so that places can be counted. */
const inTens = (text: string, most = 10_000) =>
  linesOf(text, most, (piece) => [...piece].length * 10).map(({ pieces }) =>
    pieces.toSorted((a, b) => a.x - b.x).map(({ text, x }) => [text, x] as const),
  );
const seen = (text: string, most?: number) =>
  inTens(text, most).map((line) => line.map(([text]) => text).join("|"));

describe("a line", () => {
  test("that begins with a Hebrew letter keeps its English, and its figures are never reversed", () => {
    expect(seen("(א) Data for research £1,234.56")).toEqual(["(|א|)| |Data| |for| |research| |£1,234.56"]);
  });

  test("that begins with an Arabic word goes on from left to right where more of it is English", () => {
    expect(seen("السكري study of diabetes in Leeds, 2019 to 2024")).toEqual([
      "السكري| |study| |of| |diabetes| |in| |Leeds,| |2019| |to| |2024",
    ]);
  });

  test("in Arabic runs from right to left, and the year in it from left to right", () => {
    expect(seen("شركة البيانات الصحية 2024")).toEqual(["2024| |الصحية| |البيانات| |شركة"]);
  });

  test("turns brackets round with what stands in them", () => {
    expect(seen("שלום (עולם)")).toEqual(["(|עולם|)| |שלום"]);
  });

  test("breaks between Chinese and Japanese letters, but never before a full stop", () => {
    expect(seen("株式会社ヘルスデータ。", 50)).toEqual(["株|式|会|社|ヘ", "ル|ス|デ|ー", "タ。"]);
  });

  test("breaks a word that is wider than the line between its letters, and loses none", () => {
    expect(inTens("אאאאאאאאאאאא", 50).map((line) => line.length)).toEqual([5, 5, 2]);
  });
});

const anyLetter = fc.constantFrom(..."abc 12 £,.()אבגدهو株式会데भाไ\n");
test("whatever is written, no line is wider than it may be and no letter is lost", () => {
  fc.assert(
    fc.property(fc.array(anyLetter, { maxLength: 60 }), (letters) => {
      const text = letters.join("");
      const lines = linesOf(text, 70, (piece) => [...piece].length * 10);
      for (const { width } of lines) expect(width).toBeLessThanOrEqual(70);
      const sorted = (all: string) => [...all.replace(/\s/g, "").replace(/[()]/g, "|")].sort().join("");
      expect(sorted(lines.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join(""))).toBe(
        sorted(text),
      );
    }),
  );
});

test("an English text is left to the library, whose lines stay as they were", () => {
  expect(isPlain("Łódź – “trial” £1,234.56")).toBe(true);
  expect(isPlain("株式会社")).toBe(false);
  expect(isPlain("(א)")).toBe(false);
});

describe("a paper", () => {
  const textOf = async (write: (paper: ReturnType<typeof newPaper>) => void) => {
    const paper = newPaper({ title: "Quote", date: "2026-11-27", footer: "株式会社 · שלום" });
    write(paper);
    const bytes = await paper.finish();
    const pdf = await PDF.load(bytes);
    return {
      raw: Buffer.from(bytes).toString("latin1"),
      text: pdf
        .getPages()
        .map((page) => page.extractText().text.replace(/\s+/g, " "))
        .join(" "),
    };
  };

  test("shows a Japanese customer's name, and the words around it", async () => {
    const { text } = await textOf((paper) =>
      paper.paragraph("Prepared for 株式会社ヘルスデータ, by 田中 花子, valid until 31 January 2027"),
    );
    expect(text.replace(/ /g, "")).toContain(
      "Preparedfor株式会社ヘルスデータ,by田中花子,validuntil31January2027",
    );
  });

  test("keeps figures and English beside a Hebrew letter as they are, and says how the line reads", async () => {
    const { text, raw } = await textOf((paper) => {
      paper.paragraph("(א) Data for research £1,234.56");
      paper.facts([["Purpose", "السكري study of diabetes in Leeds, 2019 to 2024"]]);
    });
    expect(text).toContain("Data for research £1,234.56");
    expect(text).toContain("study of diabetes in Leeds, 2019 to 2024");
    expect(raw).toContain("/ActualText");
  });

  test("goes on over the page in the middle of a long text in any script", async () => {
    const paper = newPaper({ title: "Long", date: "2026-11-27", footer: "Long" });
    paper.paragraph("健康数据研究 ".repeat(1200));
    expect((await PDF.load(await paper.finish())).getPageCount()).toBeGreaterThan(1);
  });
});
