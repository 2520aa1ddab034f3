import { customerKinds } from "#server/access/customer-kind.ts";

/** As which kind of customer the page is looked at, as the address says it. */
export function askedAs(query: Record<string, string | string[] | undefined>) {
  const { as } = query;
  return typeof as === "string" && Object.hasOwn(customerKinds, as)
    ? (as as keyof typeof customerKinds)
    : undefined;
}
