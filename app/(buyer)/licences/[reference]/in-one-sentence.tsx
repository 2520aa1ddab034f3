import { ModelBadge } from "#app/_components/nine.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { modelOf } from "#server/commercial-models/index.ts";
import { addDays, civil, formatDate } from "#server/lib/dates.ts";
import { counted } from "#server/lib/words.ts";
import { agreedTerms } from "#server/licensing/contract/agreed-terms.ts";
import { serviceId } from "#server/quoting/service.ts";

type Licence = AppOutputs["licensing"]["licenceByReference"];

const mayUse: Record<Licence["status"], string> = {
  in_force: "may use",
  suspended: "may not use, while access is suspended,",
  expired: "could use",
  terminated: "could use",
};

/** Who may do what, where, with how many people, for how much: the licence before anything else about it. */
export const InOneSentence = ({
  licence: { organisation, status, dataset, contract, startsOn, endsOn, endedOn },
}: {
  licence: Licence;
}) => (
  <>
    <p className="mb-2 !max-w-[80ch] text-[1.125rem]">
      <strong>{organisation}</strong> {mayUse[status]} {dataset.title} with{" "}
      {counted(contract.users, "named user")}, in the {contract.environment}, from {formatDate(startsOn)} to{" "}
      {formatDate(addDays(civil(endedOn ?? endsOn), -1))}.
    </p>
    <ul className="mb-5 !max-w-[80ch] list-none !p-0">
      {agreedTerms(contract.components).map(({ id, kind, terms }) => (
        <li key={id} className="mb-1">
          {id === serviceId ? "The service around the data:" : <ModelBadge kind={kind} />}{" "}
          {modelOf(kind).sentence(terms as never)}
        </li>
      ))}
    </ul>
  </>
);
