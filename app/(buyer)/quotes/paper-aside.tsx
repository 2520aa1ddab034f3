import Link from "next/link";
import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import { formatDate, withDates } from "#server/lib/dates.ts";
import type { QuoteBody } from "#server/quoting/body.ts";
import { calendarSentence, calendarSteps } from "#server/quoting/reading.ts";

/** Beside the sums: the days, the VAT, and the versions that the quote stands on. */
export const PaperAside = ({ body }: { body: QuoteBody }) => (
  <aside>
    <Panel title="The calendar">
      <p className="font-semibold">{calendarSentence(body)}</p>
      <ul className="mb-0">
        {calendarSteps(body).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p className="mt-2 mb-0 text-[0.9375rem] text-ink-2">
        Assumptions, not promises. Working days leave out weekends and the bank holidays of England.
      </p>
    </Panel>
    <Panel title="VAT">
      <p className="mb-0">{body.vatNote}</p>
    </Panel>
    <Panel title="What it stands on">
      <Facts
        items={[
          ["Model", <ModelBadge key="model" kind={body.kind} />],
          ["Valid until", `${formatDate(body.validUntil)}: ${withDates(body.validBecause)}`],
          [
            "Prices",
            <ul key="prices" className="mb-0 list-none p-0">
              {body.sets.map(({ slug, title, priceList, standing }) => (
                <li key={slug}>
                  <Link href={`/datasets/${slug}`}>{title}</Link>: price list version {priceList.version} of{" "}
                  {formatDate(priceList.validFrom)}
                  {standing === "approval" && ", on approval of the custodian"}
                </li>
              ))}
            </ul>,
          ],
          [
            "Service",
            `Tariff version ${body.tariff.version} of ${formatDate(body.tariff.validFrom)}: ${body.tariff.source}`,
          ],
        ]}
      />
    </Panel>
  </aside>
);
