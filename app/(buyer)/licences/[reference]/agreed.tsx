import Link from "next/link";
import { Facts, Panel } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { termsInWords } from "#server/licensing/contract/terms-in-words.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];

/** Who may use what for which purpose, and where it is signed. */
export const Particulars = ({ licence }: { licence: Licence }) => (
  <Facts
    items={[
      ["Licensee", licence.organisation],
      [
        "Dataset",
        <Link key="set" href={`/datasets/${licence.dataset.slug}`}>
          {licence.dataset.title}
        </Link>,
      ],
      ["Purpose", licence.contract.purpose],
      ["People", `${licence.contract.users} named users`],
      ["Where", licence.contract.environment],
      ["Access", licence.entitlements.map(({ status }) => status).join(", ")],
      [
        "Contract",
        <a key="pdf" href={`/licences/${licence.reference}/contract.pdf`}>
          signed PDF
        </a>,
      ],
      ["Signed by", licence.signatures.map(({ typedName }) => typedName).join(" and ")],
      [
        "Offer",
        <Link key="offer" href={`/offers/${licence.offer}`}>
          {licence.offer}
        </Link>,
      ],
    ]}
  />
);

/** The terms of every part of the contract, in words. */
export const CommercialTerms = ({ licence }: { licence: Licence }) => (
  <Panel title="Commercial terms">
    <dl className="block text-[0.9375rem]">
      {licence.contract.components.flatMap(({ id, terms }) =>
        termsInWords(terms).map(({ label, value }) => (
          <div key={`${id} ${label}`} className="mb-1">
            <dt className="inline text-ink-2">{label}: </dt>
            <dd className="inline">{value}</dd>
          </div>
        )),
      )}
    </dl>
  </Panel>
);
