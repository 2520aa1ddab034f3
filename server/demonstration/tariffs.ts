import { type Tariff, tariffSchema } from "#server/quoting/tariff.ts";

const application = (pence: number) => ({
  code: "new_application",
  title: "New application",
  unit: "a project, once",
  pence,
  note: "Reading, assessing and agreeing one application",
});
const amendment = (pence: number) => ({
  code: "amendment",
  title: "Amendment or renewal",
  unit: "each, when asked",
  pence,
  note: "A change of an agreement, or its renewal",
});
const review = (pence: number) => ({
  code: "annual_review",
  title: "Annual review",
  unit: "a year",
  pence,
  note: "For each completed year after the first",
});

/** The charges that NHS England publishes for its data access service and its secure data environment, as dated. */
export const seedTariffs: readonly Tariff[] = [
  {
    version: 1,
    validFrom: "2025-07-01",
    source: "NHS England, data access request service charges from July 2025",
    items: [application(132_000), amendment(105_000), review(64_000)],
  },
  {
    version: 2,
    validFrom: "2026-04-01",
    source: "NHS England, data access and secure data environment charges from 1 April 2026",
    items: [
      application(143_100),
      amendment(113_800),
      review(69_400),
      {
        code: "set_up",
        title: "Set-up",
        unit: "a project, once",
        pence: 43_400,
        note: "Of the project in the secure environment",
      },
      {
        code: "product",
        title: "Data product in the secure environment",
        unit: "a dataset, once",
        pence: 97_600,
        note: "The public range is £488 to £976; quoted at its top",
      },
      {
        code: "extra_period",
        title: "Further period of a data product",
        unit: "each, when asked",
        pence: 3_800,
        note: "A further period of a set that is already there",
      },
      {
        code: "refresh",
        title: "Refresh of a dataset",
        unit: "each refresh of a set",
        pence: 5_400,
        note: "The public range is £16 to £54; quoted at its top",
      },
      {
        code: "cohort_file",
        title: "Cohort file",
        unit: "each, when asked",
        pence: 58_600,
        note: "Your own cohort brought in and matched",
      },
      {
        code: "user_month",
        title: "User of the secure environment",
        unit: "a person a month",
        pence: 47_200,
        note: "With 250 units of computing a month",
      },
      {
        code: "output_check",
        title: "Output check",
        unit: "each beyond 20 a user and month",
        pence: 1_100,
        note: "The first 20 of each user in a month are free",
      },
    ],
  },
].map((tariff) => tariffSchema.parse(tariff));
