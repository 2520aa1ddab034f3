import { z } from "zod";
import { isNearDay } from "./dates.ts";
import { largestAmount, parsePounds, pounds } from "./money.ts";
import "./schema-words.ts";

/** The fields that forms and procedures are made of. Each has an end: whoever sends more than it is told how much there may be. */

/** A name that the service gave: of a record, a part of a contract, a file. */
export const given = (most = 60, sentence = "Say which one is meant") =>
  z.string(sentence).min(1, sentence).max(most, `Use at most ${most} characters`);

export const day = (sentence: string) => z.string(sentence).max(10, sentence).refine(isNearDay, sentence);

/** Pounds and pence as typed: a form and a procedure parse the same input, and both must read the same amount. */
export const typedAmount = () => z.string().max(30, "Use at most 30 characters");

/** Whether an amount as typed lies above nothing; up to what, says `largestAmount`. */
export const isAmount = (typed: string): boolean => (parsePounds(typed) ?? 0n) > 0n;

export const amountSentence = `Enter an amount in pounds, like 1,234.56, up to ${pounds(largestAmount)}`;
