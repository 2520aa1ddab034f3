import type { Metadata } from "next";
import { PageTitle } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, policyWords } from "#app/_components/models.ts";
import { ModelNumber } from "#app/_components/nine.tsx";
import { StatusTag } from "#app/_components/status-tag.tsx";
import { Workings } from "#app/_components/workings.tsx";
import { api } from "#app/_trpc/server.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { workedExample } from "./examples.ts";

export const metadata: Metadata = { title: "The nine commercial models" };

export default async function ModelsPage() {
  const policies = await api.pricing.policies();
  return (
    <>
      <PageTitle
        title="Nine ways to share the value of health data"
        lead="From nothing in money to a share of profits. Each is billed by published rules, and every charge shows its workings."
      />
      <p>
        <strong>This list is a reconstruction.</strong> A press report of December 2019 spoke of nine models
        and named the two ends and three more: free access with indirect benefit, a curated dataset in return,
        a royalty, shared ownership of products, and a share of profits. The other four, cost recovery, a
        one-off fee, a subscription and a price for usage, follow the published guidance on value sharing and
        what NHS data services charge today. The full list was never published.
      </p>
      <p>
        Policy status says what has to happen before a licence under the model can be signed. It is policy,
        not law, and it changes.
      </p>
      {kindsInOrder.map((kind) => {
        const { policy, because } = policies.find((row) => row.kind === kind)!;
        const {
          title,
          summary,
          explained: words,
          example: { title: sum },
        } = modelOf(kind);
        const example = workedExample(kind);
        return (
          <section
            key={kind}
            id={kind}
            aria-labelledby={`${kind}-title`}
            className="border-t border-line pt-6 pb-4"
          >
            <div className="mb-2 flex flex-wrap items-center gap-3">
              <ModelNumber kind={kind} />
              <h2 id={`${kind}-title`} className="!my-0">
                {title}
              </h2>
              <StatusTag tone={policy === "routine" ? "info" : policy === "needs_approval" ? "wait" : "bad"}>
                {policyWords[policy]}
              </StatusTag>
            </div>
            <div className="grid gap-x-10 lg:grid-cols-2">
              <div>
                <p>{summary}</p>
                <dl>
                  <dt>Falls due</dt>
                  <dd>{words.due}</dd>
                  <dt>Who carries the risk</dt>
                  <dd>{words.risk}</dd>
                  <dt>You report</dt>
                  <dd>{words.report}</dd>
                  <dt>Where it comes from</dt>
                  <dd>{words.origin}</dd>
                  <dt>Policy</dt>
                  <dd>{because}</dd>
                </dl>
              </div>
              {example && (
                <div>
                  <h3 className="!mt-0">{sum}</h3>
                  <Workings
                    kind={kind}
                    lines={example.lines}
                    total={example.net}
                    totalLabel={`Document of ${example.date}, without VAT`}
                  />
                </div>
              )}
            </div>
          </section>
        );
      })}
    </>
  );
}
