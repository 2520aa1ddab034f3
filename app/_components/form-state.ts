/** What a form knows after it was sent: what was wrong, by field, and everything that was typed. */
export type FormState = { errors: Record<string, string>; values: Record<string, string> };

export const emptyState: FormState = { errors: {}, values: {} };
