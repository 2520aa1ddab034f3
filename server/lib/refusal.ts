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
  busy: "SERVICE_UNAVAILABLE",
  set_up_wrongly: "INTERNAL_SERVER_ERROR",
} as const;

export type RefusalCode = keyof typeof refusals;

/** One thing that is wrong with what was sent: its name, and where it stands in a body that has many. */
export type Fault = {
  /** As in `events[3].quantity`, or the name of a parameter; left out when the body as a whole is meant. */
  field?: string;
  detail: string;
  /** RFC 6901 as the fragment of an address, as in `#/events/3/quantity`. */
  pointer?: string;
  /** Which of the list it is in, counted from 0. */
  index?: number;
};

/** What a machine is told beside the sentence: everything that is wrong, and for how many seconds to wait. */
type More = { faults?: readonly Fault[]; retryAfter?: number };

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
    readonly more: More = {},
  ) {
    super(message);
  }
}

/** What whoever runs the service has set up wrongly, told before it starts or by a command. */
export const setUpWrongly = (sentence: string) => new Refusal("set_up_wrongly", sentence);

/** "Another's" and "missing" get this same answer, so that nobody learns what exists. */
export const notFound = () => new Refusal("not_found", "We cannot find that page or record");
