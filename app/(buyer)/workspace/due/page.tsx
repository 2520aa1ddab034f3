import type { Metadata } from "next";
import { DueTable, kindWords } from "#app/_components/due-table.tsx";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { installation, onlyFor } from "#app/_trpc/viewer.ts";
import { dueFilter } from "#server/licensing/daily/due-filter.ts";

export const metadata: Metadata = { title: "What is due" };

export default async function DuePage({ searchParams }: PageProps<"/workspace/due">) {
  await onlyFor("organisation.read");
  const filter = { ...dueFilter.parse(await searchParams), which: "soon" as const };
  const due = await api.licensing.obligationsDue(filter);
  const { businessDate } = await installation();
  return (
    <>
      <PageTitle
        crumbs={[{ href: "/workspace", label: "Workspace" }]}
        title={filter.kind ? `Due: ${kindWords(filter.kind)}` : "What is due"}
        lead="Reports, statements and deliverables of all licences, overdue or due within 90 days."
      />
      <DueTable path="/workspace/due" filter={filter} due={due} today={businessDate} withLicensee={false} />
    </>
  );
}
