/** Every "no" this service can say, and the HTTP meaning of each. */
export const refusals = {
  not_found: "NOT_FOUND",
  not_signed_in: "UNAUTHORIZED",
  not_permitted: "FORBIDDEN",
  confirm_first: "PRECONDITION_FAILED",
  not_your_own_work: "FORBIDDEN",
  too_many_tries: "TOO_MANY_REQUESTS",
  wrong_credentials: "UNAUTHORIZED",
  bad_input: "BAD_REQUEST",
  changed_meanwhile: "CONFLICT",
  cannot_do_that_now: "CONFLICT",
  terms_not_allowed: "CONFLICT",
  not_licensable: "CONFLICT",
  authority_missing: "CONFLICT",
  sum_does_not_fit: "CONFLICT",
  demo_only: "FORBIDDEN",
  set_up_wrongly: "INTERNAL_SERVER_ERROR",
} as const;

export type RefusalCode = keyof typeof refusals;

/**
 * The rules say no. Expected, explained to the person who asked, and never reported as a crash.
 * `field` names the input that caused it, so that a form can say it beside the field.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

/** "Another's" and "missing" get this same answer, so that nobody learns what exists. */
export const notFound = () => new Refusal("not_found", "We cannot find that page or record");
