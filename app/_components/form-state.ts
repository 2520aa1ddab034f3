import type { ReactNode } from "react";

/**
 * What a form knows after it was sent: what was wrong, by field, everything that was typed, and the answer of one that was
 * only to be calculated.
 */
export type FormState = {
  errors: Record<string, string>;
  values: Record<string, string>;
  answer?: ReactNode;
};

export const emptyState: FormState = { errors: {}, values: {} };
