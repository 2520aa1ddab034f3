/**
 * What a statement carried with it is not told when it fails: sign-in links, hashes of passwords and people's data travel as
 * its parameters, and the errors of Drizzle and of the driver repeat them word for word. Taken out of the error itself,
 * and of its causes, so that whoever logs it (we, the framework, the queue) has nothing to tell.
 */
export function withoutParameters(error: unknown): unknown {
  const seen = new Set<unknown>();
  for (let one = error; one instanceof Error && !seen.has(one); one = one.cause) {
    seen.add(one);
    if (isFailedQuery(one)) {
      one.params = [];
      retell(one, `Failed query: ${one.query}`);
    } else if (isOfPostgres(one)) {
      // "Failing row contains (…)", "Key (…)=(…) already exists", "COPY people, line 1: …".
      for (const name of ["detail", "where", "internalQuery"] as const) one[name] = undefined;
      // Class 22 quotes the value that does not fit.
      if (one.code.startsWith("22")) retell(one, one.message.replace(/: "[\s\S]*$/, ""));
    } else if (one.message.includes("Failed query: ")) retell(one, wordsWithoutParameters(one.message));
  }
  return error;
}

/** The same for text that holds such an error, as the queue tells of a job that failed. */
export function wordsWithoutParameters(text: string): string {
  const [before, ...failed] = text.split("Failed query: ");
  return [before, ...failed.map(withoutItsOwn)].join("Failed query: ");
}

/** What was told of one failed query: its statement, a line of parameters however many lines these have, and its stack. */
function withoutItsOwn(told: string): string {
  const start = told.indexOf("\nparams: ");
  if (start < 0) return told;
  const stack = told.indexOf("\n    at ", start);
  return `${told.slice(0, start)}\nparams: left out${stack < 0 ? "" : told.slice(stack)}`;
}

type FailedQuery = Error & { query: string; params: unknown };
type OfPostgres = Error & Record<"detail" | "where" | "internalQuery", unknown> & { code: string };

const isFailedQuery = (error: Error): error is FailedQuery => "query" in error && "params" in error;
const isOfPostgres = (error: Error): error is OfPostgres =>
  "severity" in error && "code" in error && typeof error.code === "string";

// The stack begins with the message as it was when the error was made.
function retell(error: Error, message: string) {
  const before = error.message;
  error.message = message;
  if (error.stack) error.stack = error.stack.replace(before, () => message);
}
