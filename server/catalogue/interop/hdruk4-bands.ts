import type { Description } from "../description.ts";
import type { LeadTimeBand, RefreshBand } from "../vocabulary.ts";
import { yearlyOrHalf } from "./dcat-vocabulary.ts";
import { lags, wordIn } from "./hdruk4-words.ts";
import { allSaid, said } from "./words.ts";

const frequencies: Partial<Record<RefreshBand, string>> = {
  continuous: "Continuous",
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly",
  quarterly: "Quarterly",
  irregular: "Irregular",
  static: "Static",
};

/** Bands that are one answer of theirs; up to a month is two of theirs, so the custodian's words decide. */
const leadTimes: Partial<Record<LeadTimeBand, string>> = {
  week: "Less than 1 week",
  two_months: "1-2 months",
  six_months: "2-6 months",
  longer: "More than 6 months",
  varies: "Variable",
};

export function hdrukTime({ refresh, refreshBand, lag }: Description) {
  const yearly = refreshBand === "yearly" ? yearlyOrHalf(refresh) : null;
  return {
    publishingFrequency: yearly
      ? yearly === "yearly"
        ? "Annual"
        : "Biannual"
      : (frequencies[refreshBand] ?? null),
    timeLag: wordIn(lags, lag),
  };
}

/** What access asks, costs and takes, as far as it is stated. */
export function hdrukAccess({ leadTime, leadTimeBand, details }: Description): Record<string, unknown> {
  const prose = (text: string) => {
    const words = said(text);
    return words && words.length >= 2 && words.length <= 50_000 ? words : null;
  };
  const jurisdiction = allSaid(details.jurisdictions).filter((code) => /^[A-Z]{2}(-[A-Z]{2,3})?$/.test(code));
  const fields = {
    accessService: prose(details.accessService),
    accessRequestCost: prose(details.accessCost),
    deliveryLeadTime: wordIn(lags, leadTime) ?? leadTimes[leadTimeBand] ?? null,
    jurisdiction: jurisdiction.length > 0 ? jurisdiction : null,
    dataController: prose(details.controller),
    dataProcessor: prose(details.processor),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
