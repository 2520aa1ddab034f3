import { api } from "#app/_trpc/server.ts";
import { waitingInWords } from "#app/(buyer)/enquiries/words.ts";
import { enquiryFilter } from "#server/catalogue/enquiries/forms.ts";
import { csvRow } from "#server/lib/csv-out.ts";

/** The list under its filter as a file: whoever may read it, and nobody else's rows. */
export async function GET(request: Request): Promise<Response> {
  const filter = enquiryFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { rows, now } = await api.enquiries.sheet(filter);
  const text = [
    csvRow([
      "reference",
      "state",
      "who_waits",
      "waiting_since",
      "subject",
      "dataset",
      "custodian",
      "organisation",
      "asked_by",
      "asked_at",
      "last_written_at",
    ]),
    ...rows.map((row) =>
      csvRow([
        row.reference,
        row.status,
        waitingInWords(row, now),
        row.status === "waiting" ? row.since.toISOString() : null,
        row.subject,
        row.title,
        row.custodian,
        row.organisation,
        row.openedByName,
        row.openedAt.toISOString(),
        row.lastAt.toISOString(),
      ]),
    ),
  ].join("");
  return new Response(text, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="enquiries.csv"',
      "cache-control": "no-store",
    },
  });
}
