import { grouped, pounds } from "#server/lib/money.ts";
import { counted } from "#server/lib/words.ts";
import { stretch } from "../../engine/in-contract.ts";
import type { Words } from "../../engine/model.ts";
import type { Terms } from "./terms.ts";

export const inContract: Words<Terms>["inContract"] = ({
  commercialPrice,
  reportMonths,
  reportDueDays,
  suspendAfterDays,
  quotas,
  certificateDays,
}) => [
  commercialPrice === undefined
    ? "The licensee pays nothing for the use of the dataset."
    : `The licensee pays nothing for the use of the dataset while that use is not commercial. Before it becomes commercial the licensee asks for consent; from the day of consent it pays ${pounds(commercialPrice)} a year, for the days that are left of each contract year, invoiced in advance.`,
  ...(reportMonths === 0
    ? []
    : [
        `The licensee reports its use for every ${stretch(reportMonths)} within ${counted(reportDueDays, "day")} of its end. While a report is overdue, the licensor may suspend access after ${counted(suspendAfterDays, "day")} of notice.`,
      ]),
  ...quotas.map(
    ({ unit, months, limit }) =>
      `Fair use of “${unit}” is ${grouped(limit)} in every ${stretch(months)}. Use beyond it may be stopped; it is never charged.`,
  ),
  `Within ${counted(certificateDays, "day")} of the end the licensee certifies that it has destroyed the data.`,
];
