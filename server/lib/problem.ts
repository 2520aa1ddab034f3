import { z } from "zod";
import { Refusal, type RefusalCode, refusals } from "./refusal.ts";

/** The refusals that a machine is told; that a server is set up wrongly is a bug to everybody outside. */
type Told = Exclude<RefusalCode, "set_up_wrongly">;

/** What each refusal is called by machines: the same words every time, whatever the sentence beside them says. */
const titles: Record<Told, string> = {
  not_found: "It cannot be found",
  not_signed_in: "A token is needed",
  not_permitted: "This is not permitted",
  confirm_first: "A person must confirm first",
  not_your_own_work: "Somebody else must do this",
  too_many_tries: "Too many requests",
  wrong_credentials: "The token is not good",
  bad_input: "What was sent cannot be taken",
  changed_meanwhile: "It changed meanwhile",
  busy: "The service is busy",
  cannot_do_that_now: "This cannot be done now",
  terms_not_allowed: "These terms are not allowed",
  not_licensable: "This dataset cannot be licensed",
  authority_missing: "Authority is missing",
  sum_does_not_fit: "The sum does not fit",
  demo_only: "Only a demonstration does this",
};

const statuses: Record<(typeof refusals)[RefusalCode], number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

/** The status with which a refusal is answered. */
export const statusOf = ({ code }: Refusal): number => statuses[refusals[code]];

/** What HTTP itself has a word for. Its problem has no type of its own, so the title is the status's (RFC 9457, 4.2.1). */
const plain = {
  method_not_allowed: [405, "Method Not Allowed"],
  length_required: [411, "Length Required"],
  too_large: [413, "Content Too Large"],
  media_type_unknown: [415, "Unsupported Media Type"],
  bug: [500, "Internal Server Error"],
} as const;

export type ProblemCode = Told | keyof typeof plain;

const problemCodes = [...Object.keys(titles), ...Object.keys(plain)] as ProblemCode[];

/** A "no" that HTTP has a word for, or wants said in a header as well. */
export class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

const mostFaults = 100;
const where = "The name of what is wrong, like `events[3].quantity` or `limit`";

const faultSchema = z.object({
  field: z.string().optional().meta({ description: where }),
  detail: z.string().meta({ description: "What is wrong with it, for a person" }),
  pointer: z
    .string()
    .optional()
    .meta({ description: "Where it stands in the body: a JSON pointer as a fragment (RFC 6901, 6)" }),
  index: z.int().min(0).optional().meta({ description: "Which event of the batch, counted from 0" }),
});

/** The one shape of error for machines: problem details (RFC 9457), with our own members after the standard's five. */
export const problemSchema = z.object({
  type: z.string().meta({
    format: "uri-reference",
    description: "`/problems/` and the code; `about:blank` where the status says it all",
  }),
  title: z.string().meta({ description: "The kind of problem in words that never change" }),
  status: z.int().min(400).max(599).meta({ description: "The status of the answer once more" }),
  detail: z.string().meta({ description: "What is wrong this time, for a person" }),
  instance: z.string().meta({ format: "uri", description: "This one occurrence: the request as a URN" }),
  code: z.enum(problemCodes).meta({ description: "The kind of problem, for a program" }),
  field: z
    .string()
    .optional()
    .meta({ description: `${where}; the first, where there are several` }),
  requestId: z.string().meta({ description: "Tell us this when you ask about it" }),
  errors: z
    .array(faultSchema)
    .max(mostFaults)
    .optional()
    .meta({ description: `Everything that is wrong, up to ${mostFaults}; nothing of the request was taken` }),
});
export type Problem = z.output<typeof problemSchema>;

/** What a machine is told of anything that was thrown. A bug is not explained; its request id is. */
export function problemOf(error: unknown, requestId: string): Problem {
  const occurrence = { instance: `urn:uuid:${requestId}` };
  if (error instanceof Refusal && error.code !== "set_up_wrongly") {
    const { code, message, field, more } = error;
    const faults = more.faults ?? (field ? [{ field, detail: message }] : []);
    const others = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
    return {
      ...kindOf(code),
      detail: `${field ? `${field}: ` : ""}${message}${others}`,
      ...occurrence,
      code,
      ...(field && { field }),
      requestId,
      ...(faults.length > 0 && { errors: faults.slice(0, mostFaults) }),
    };
  }
  const { code, message } =
    error instanceof HttpRefusal ? error : { code: "bug" as const, message: "Something went wrong here" };
  return { ...kindOf(code), detail: message, ...occurrence, code, requestId };
}

function kindOf(code: ProblemCode): Pick<Problem, "type" | "title" | "status"> {
  if (isPlain(code)) {
    const [status, title] = plain[code];
    return { type: "about:blank", title, status };
  }
  return { type: `/problems/${code}`, title: titles[code], status: statuses[refusals[code]] };
}

const isPlain = (code: ProblemCode): code is keyof typeof plain => Object.hasOwn(plain, code);
