import { expect, test } from "vitest";
import { allNoticeKinds } from "#db/enums.ts";
import { type Facts, noticeKinds } from "./kinds.ts";

const facts: Facts = {
  reference: "INV-000001",
  title: "Trial design",
  organisation: "Meridian",
  by: "Tom",
  reason: "As agreed",
  on: "2027-03-22",
  when: "in 1 day",
  pence: 100n,
  interestPence: 1n,
  fixedPence: 40_00n,
  document: "INV-000001",
  leftPence: 100n,
  waitsFor: "the NHS",
  role: "signatory",
};

test.each(allNoticeKinds)("%s writes its days out, and counts one as one", (kind) => {
  for (const side of ["buyer", "nhs"] as const) {
    const { subject, says } = noticeKinds[kind].words(facts, side);
    for (const sentence of [subject, ...says]) {
      expect(sentence).not.toMatch(/\d{4}-\d{2}-\d{2}/);
      expect(sentence).not.toMatch(/\b1 (days|documents|shares|invoices)\b/);
    }
  }
});
