import { Facts } from "#app/_components/layout-parts.tsx";
import { Day } from "#app/_components/money.tsx";
import { ModelBadge } from "#app/_components/nine.tsx";
import type { Kind } from "#server/commercial-models/index.ts";
import { countryName } from "#server/lib/countries.ts";
import { addDays, civil } from "#server/lib/dates.ts";
import type { SignedContract } from "#server/licensing/contract/contract.ts";
import { termsInWords } from "#server/licensing/contract/terms-in-words.ts";
import { serviceId } from "#server/quoting/service.ts";

/** The contract as people read it: parties, data, purpose, commercial terms, articles. Exactly what is signed. */
export function Contract({ contract }: { contract: SignedContract }) {
  return (
    <article aria-label="Contract">
      <h2 className="!mt-0">Between</h2>
      <Facts
        items={[
          ["Licensor", `${contract.licensor.name}, ${contract.licensor.address.replaceAll("\n", ", ")}`],
          ["Licensee", `${contract.licensee.name}, ${contract.licensee.address.replaceAll("\n", ", ")}`],
        ]}
      />
      <h2>About</h2>
      <Facts
        items={[
          [
            "Dataset",
            `${contract.dataset.title}, version ${contract.dataset.version}, of ${contract.dataset.custodian} (mandate ${contract.dataset.mandate})`,
          ],
          ["Purpose", contract.purpose],
          ["Public benefit", contract.publicBenefit],
          ["Named users", contract.users],
          ["Where", contract.environment],
          ["Territory", contract.territory],
          ...(contract.usedIn ? [["Where the users sit", countryName(contract.usedIn)] as const] : []),
          ["Terms of use", contract.useTerms.join("; ")],
          ["First day", <Day key="from" date={contract.term.from} />],
          ["Last day", <Day key="to" date={addDays(civil(contract.term.to), -1)} />],
        ]}
      />
      <h2>Commercial terms</h2>
      {contract.components.map(({ id, terms }) => (
        <section key={id}>
          <h3>
            {id === serviceId ? "The service around the data" : <ModelBadge kind={terms.kind as Kind} />}
          </h3>
          <Facts items={termsInWords(terms).map(({ label, value }) => [label, value] as const)} />
        </section>
      ))}
      <p>
        Invoices are due {contract.dueDays} days after issue, in pounds sterling, VAT where it applies. Price
        list version {contract.priceList.version} of {contract.priceList.validFrom}.
      </p>
      <h2>Articles</h2>
      <ol>
        {contract.articles.map(({ id, title, text }) => (
          <li key={id} className="mb-2">
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </article>
  );
}
