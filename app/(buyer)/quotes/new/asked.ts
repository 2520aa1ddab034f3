import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { addMonths, type CivilDate, firstOfMonth } from "#server/lib/dates.ts";
import { type QuoteRequest, quoteRequestSchema } from "#server/quoting/request.ts";

type Choices = AppOutputs["quotes"]["choices"];
export type Address = Record<string, string | string[] | undefined>;

/** Everything that stands in the form: as the address says it, else an ordinary project. */
export function valuesOf(address: Address, today: CivilDate): Record<string, string> {
  const ordinary = {
    service: "with",
    years: "1",
    users: "5",
    refreshes: "12",
    startsOn: addMonths(firstOfMonth(today), 3),
    checks: "0",
    place: "uk",
    customer: "standard",
    find: "",
  };
  const typed = Object.entries(address).flatMap(([name, value]) =>
    typeof value === "string" && name !== "set" ? [[name, value] as const] : [],
  );
  return { ...ordinary, ...Object.fromEntries(typed) };
}

/** The request, once datasets and a model are chosen; or what is wrong with it, by field. */
export function readRequest(
  sets: readonly string[],
  values: Record<string, string>,
): { request: QuoteRequest | null; errors: Record<string, string> } {
  const parsed = quoteRequestSchema.safeParse({ ...values, set: sets });
  if (parsed.success) return { request: parsed.data, errors: {} };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[String(path[0] ?? "form")] ??= message;
  return { request: null, errors };
}

/** The models that every chosen dataset may be licensed under, each with its weakest standing. */
export function commonModels({ sets }: Choices) {
  const [first, ...others] = sets;
  return (first?.models ?? []).flatMap((model) => {
    const same = others.map((set) => set.models.find(({ kind }) => kind === model.kind));
    if (same.includes(undefined)) return [];
    const onApproval = [model, ...same].some((one) => one?.standing === "approval");
    return [{ ...model, standing: onApproval ? ("approval" as const) : ("list" as const) }];
  });
}
