/** What was calculated from a form, in words: it goes to the page as JSON, which knows no pence and no markup. */
export type Answer = { facts: [string, string][]; lines: string[] };

/**
 * What a form knows after it was sent: what was wrong, by field, everything that was typed, and the answer of one that was
 * only to be calculated.
 */
export type FormState = { errors: Record<string, string>; values: Record<string, string>; answer?: Answer };

export const emptyState: FormState = { errors: {}, values: {} };

/** The field by which a form is told from the others of its page; it begins with "$", so no deed reads it. */
export const formName = "$form";
