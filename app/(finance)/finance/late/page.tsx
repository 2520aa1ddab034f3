import type { Metadata } from "next";
import { DueTable, kindWords } from "#app/_components/due-table.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { dueFilter } from "#server/licensing/daily/due-filter.ts";

export const metadata: Metadata = { title: "Late from licensees" };

export default async function LatePage({ searchParams }: PageProps<"/finance/late">) {
  await onlyFor("parked.read");
  const filter = { ...dueFilter.parse(await searchParams), which: "late" as const };
  const due = await api.licensing.obligationsDue(filter);
  const { businessDate } = await installation();
  return (
    <>
      <PageTitle
        title={filter.kind ? `Late: ${kindWords(filter.kind)}` : "Late from licensees"}
        lead="Statements and other promises whose day has passed, the longest overdue first. An estimate is billed until the statement is in, and reversed by it."
      />
      <DueTable path="/finance/late" filter={filter} due={due} today={businessDate} withLicensee />
    </>
  );
}
