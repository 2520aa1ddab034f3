import bidiFactory from "bidi-js";
import { type Typeface, typefaceOf } from "#server/lib/typefaces.ts";

const bidi = bidiFactory();

/** A piece of a line in one typeface and direction, letters in the order in which they are read. */
type Piece = { text: string; typeface: Typeface; x: number; width: number };
export type Line = { pieces: readonly Piece[]; width: number };

export type Measure = (text: string, typeface: Typeface) => number;

/** Whether a text reads from left to right in the first typeface alone, so that it needs none of what follows. */
export const isPlain = (text: string): boolean => {
  for (const letter of text) if (isRightToLeft(letter) || typefaceOf(letter) !== "source") return false;
  return true;
};

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\u200f\u202b\u202e\u2067]/u;
const isRightToLeft = (letter: string) => rightToLeft.test(letter);

/**
 * Breaks a text into lines of at most `most` points, and puts the pieces of each line where the Unicode Bidirectional
 * Algorithm (UAX 9) has them: figures and Latin words always read from left to right, Hebrew and Arabic words from right
 * to left. A line runs from right to left as a whole where more of its letters do.
 */
export const linesOf = (text: string, most: number, measure: Measure): Line[] =>
  text.split(/\r?\n/).flatMap((paragraph) => {
    const { words, base } = wordsOf(paragraph, measure);
    return filled(words, most, measure).map((pieces) => placed(pieces, base));
  });

/** Letters that are drawn together. What is no letter stands alone where it runs from right to left, for no font turns it round. */
type Atom = { text: string; typeface: Typeface; level: number; alone: boolean; width: number };
/** Atoms that no line break parts, and the space before them. */
type Word = { space: number; spaceLevel: number; atoms: Atom[] };

function wordsOf(text: string, measure: Measure): { words: Word[]; base: number } {
  const { levels, paragraphs } = bidi.getEmbeddingLevels(text, directionOf(text));
  const words: Word[] = [];
  let word: Word = { space: 0, spaceLevel: 0, atoms: [] };
  const next = (space: number, spaceLevel: number) => {
    if (word.atoms.length > 0) words.push(word);
    else space += word.space;
    word = { space, spaceLevel, atoms: [] };
  };
  let at = 0;
  for (const letter of text) {
    const level = levels[at]!;
    at += letter.length;
    if (/\s/.test(letter)) {
      next(measure(" ", "source"), level);
      continue;
    }
    const before = word.atoms.at(-1);
    // Marks and joiners belong to the letter that they stand on.
    const typeface = (joins.test(letter) ? before?.typeface : typefaceOf(letter)) ?? "source";
    if (typeface === "asian" && before?.typeface === "asian" && !/\p{P}/u.test(letter)) next(0, level);
    const turned = level % 2 === 1;
    const shown = turned ? (bidi.getMirroredCharacter(letter) ?? letter) : letter;
    const alone = turned && !isLetter.test(letter);
    const last = word.atoms.at(-1);
    if (last && !last.alone && !alone && last.typeface === typeface && last.level === level)
      last.text += shown;
    else word.atoms.push({ text: shown, typeface, level, alone, width: 0 });
  }
  if (word.atoms.length > 0) words.push(word);
  for (const { atoms } of words) for (const atom of atoms) atom.width = measure(atom.text, atom.typeface);
  return { words, base: paragraphs[0]?.level ?? 0 };
}

const joins = /[\p{M}\p{Cf}]/u;
const isLetter = /[\p{L}\p{M}\p{Cf}]/u;

const directionOf = (text: string) => {
  const letters = [...text].filter((letter) => /\p{L}/u.test(letter));
  return letters.filter(isRightToLeft).length * 2 > letters.length ? "rtl" : "ltr";
};

/** Words into lines, first come, first placed; a word wider than a line is broken between its letters. */
function filled(words: readonly Word[], most: number, measure: Measure): Atom[][] {
  const lines: Atom[][] = [[]];
  let width = 0;
  for (const { space, spaceLevel, atoms } of words) {
    const needed = atoms.reduce((total, atom) => total + atom.width, 0);
    let line = lines.at(-1)!;
    if (line.length > 0 && width + space + needed > most) {
      line = [];
      lines.push(line);
      width = 0;
    } else if (line.length > 0 && space > 0) {
      line.push({ text: " ", typeface: "source", level: spaceLevel, alone: true, width: space });
      width += space;
    }
    for (const atom of needed > most ? atoms.flatMap((atom) => lettersOf(atom, measure)) : atoms) {
      if (needed > most && line.length > 0 && width + atom.width > most) {
        line = [];
        lines.push(line);
        width = 0;
      }
      line.push(atom);
      width += atom.width;
    }
  }
  return lines;
}

const lettersOf = (atom: Atom, measure: Measure): Atom[] =>
  [...graphemes.segment(atom.text)].map(({ segment }) => ({
    ...atom,
    text: segment,
    width: measure(segment, atom.typeface),
  }));
const graphemes = new Intl.Segmenter("en-GB", { granularity: "grapheme" });

/** Rule L2 of UAX 9: from the highest level down to the lowest odd one, every run of at least that level is turned round. */
function placed(atoms: readonly Atom[], base: number): Line {
  const order = [...atoms];
  const highest = Math.max(base, ...order.map(({ level }) => level));
  for (let level = highest; level > 0; level--)
    for (let from = 0; from < order.length; from++) {
      let to = from;
      while (to < order.length && order[to]!.level >= level) to++;
      order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  let x = 0;
  const pieces: Piece[] = [];
  for (const { text, typeface, width } of order) {
    pieces.push({ text, typeface, x, width });
    x += width;
  }
  return { pieces, width: x };
}
