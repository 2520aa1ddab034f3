import { z } from "zod";
import { formatDate, isCivil } from "./dates.ts";
import { largestAmount, parsePounds, pounds } from "./money.ts";
import { asName, asProse, isReadable } from "./names.ts";
import { unprintable } from "./typefaces.ts";
import "./schema-words.ts";

/** The fields that forms and procedures are made of. Each has an end: whoever sends more than it is told how much there may be. */

/** A name that the service gave: of a record, a part of a contract, a file. */
export const given = (most = 60, sentence = "Say which one is meant") =>
  z.string(sentence).min(1, sentence).max(most, `Use at most ${most} characters`);

/** A name or title on one line, with something in it that can be read; spaces, accents and invisible characters in one form. */
export const name = (sentence: string, most = 120, least = 1) => written(asName, sentence, most, least);

/** The same where it may be left out. */
export const nameOrNone = (most = 120) =>
  z
    .string()
    .max(2 * most + 100, atMost(most))
    .overwrite(asName)
    .max(most, atMost(most))
    .refine((text) => text === "" || isReadable(text), "Write it in letters or digits")
    .superRefine(canBePrinted);

/** Text of several lines, with something in it that can be read. */
export const prose = (sentence: string, most: number, least = 1) => written(asProse, sentence, most, least);

const written = (inForm: (text: string) => string, sentence: string, most: number, least: number) =>
  z
    .string(sentence)
    .max(2 * most + 100, atMost(most))
    .overwrite(inForm)
    .min(least, sentence)
    .max(most, atMost(most))
    .refine(isReadable, sentence)
    .superRefine(canBePrinted);

/** What people write may come to stand on a contract or an invoice: letters that no typeface of ours has are named. */
function canBePrinted(text: string, refusing: z.RefinementCtx) {
  const letters = unprintable(text);
  if (letters.length > 0)
    refusing.addIssue({
      code: "custom",
      message: `Our papers cannot print ${letters.slice(0, 5).join(" ")}${letters.length > 5 ? " and others" : ""}. Write it without`,
    });
}

const atMost = (most: number) => `Use at most ${most.toLocaleString("en-GB")} characters`;

const [firstDay, lastDay] = ["1990-01-01", "2099-12-31"];

/** A day as a form sends it. Nothing here began before 1990; what is said to happen after 2099 was mistyped. */
export const day = (sentence: string) =>
  z
    .string(sentence)
    .max(10, sentence)
    .refine(isCivil, sentence)
    .refine(
      (text) => !isCivil(text) || (text >= firstDay && text <= lastDay),
      `Enter a day from ${formatDate(firstDay)} to ${formatDate(lastDay)}`,
    );

/** The key that a page gives its form: sent again under it, the form is answered and does nothing. */
export const requestKey = () => z.string().min(8).max(64).optional();

/** Pounds and pence as typed: a form and a procedure parse the same input, and both must read the same amount. */
export const typedAmount = () => z.string().max(30, "Use at most 30 characters");

/** Whether an amount as typed lies above nothing; up to what, says `largestAmount`. */
const isAmount = (typed: string): boolean => (parsePounds(typed) ?? 0n) > 0n;

/** Pounds and pence as typed, above nothing. */
export const someAmount = () => typedAmount().refine(isAmount, amountSentence);

export const amountSentence = `Enter an amount in pounds, like 1,234.56, up to ${pounds(largestAmount)}`;
