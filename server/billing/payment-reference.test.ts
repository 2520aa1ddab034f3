import fc from "fast-check";
import { expect, test } from "vitest";
import { findPaymentReference, paymentReference } from "./payment-reference.ts";

const sequence = fc.integer({ min: 1, max: 99_999_999 });

test("a reference is found again however the bank mangles case, spaces and punctuation", () => {
  fc.assert(
    fc.property(sequence, (number) => {
      const reference = paymentReference("INV", number);
      expect(reference).toMatch(/^HDM\d{11}$/);
      expect(findPaymentReference(`pay ${reference.toLowerCase().replace(/(.{4})/g, "$1 -")} thanks`)).toBe(
        reference,
      );
    }),
  );
});

test("one wrong digit is always noticed", () => {
  fc.assert(
    fc.property(
      sequence,
      fc.integer({ min: 3, max: 13 }),
      fc.integer({ min: 1, max: 9 }),
      (number, at, by) => {
        const reference = paymentReference("INV", number);
        const wrong =
          reference.slice(0, at) + String((Number(reference[at]) + by) % 10) + reference.slice(at + 1);
        expect(findPaymentReference(wrong)).toBeNull();
      },
    ),
  );
});
