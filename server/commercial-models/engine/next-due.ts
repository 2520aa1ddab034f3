import { addDays, addMonths, type CivilDate, firstOfMonth, monthEnd } from "#server/lib/dates.ts";
import type { Customer } from "./contract.ts";
import type { Plan } from "./plan.ts";

/**
 * The next day after `after` on which something may fall due, be earned or move, or on which evidence changes the VAT of
 * what was billed; null when nothing more does by `until`.
 */
export function nextStop(
  plan: Pick<Plan, "charges" | "earnings" | "movements">,
  customer: Pick<Customer, "businessFrom" | "sameRegistrationFrom">,
  after: CivilDate,
  until: CivilDate,
): CivilDate | null {
  let next: CivilDate | null = null;
  const consider = (day: CivilDate) => {
    if (day > after && day <= until && (next === null || day < next)) next = day;
  };
  // The first month end after a day, unless that day is itself one.
  const nextMonthEnd =
    monthEnd(after) > after ? monthEnd(after) : monthEnd(addMonths(firstOfMonth(after), 1));
  for (const { on, earned } of plan.charges) {
    consider(on);
    if (earned === "elsewhere" || earned === "when_billed") continue;
    if ("on" in earned) consider(earned.on);
    else {
      if (earned.over.to > after && on <= nextMonthEnd) consider(nextMonthEnd);
      consider(addDays(earned.over.to, -1));
    }
  }
  for (const { on } of plan.earnings) consider(on);
  for (const { on } of plan.movements) consider(on);
  for (const day of [customer.businessFrom, customer.sameRegistrationFrom])
    if (day) consider(day as CivilDate);
  return next;
}
