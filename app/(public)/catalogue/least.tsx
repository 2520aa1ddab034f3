import { modelFace } from "#app/_components/models.ts";
import type { Kind } from "#server/commercial-models/index.ts";
import { pounds } from "#server/lib/money.ts";
import { leastService } from "#server/quoting/service.ts";
import type { Tariff } from "#server/quoting/tariff.ts";

/** What a dataset costs at the least in a first year, and what of it that leaves out. */
export const Least = ({
  kind,
  first,
  covers,
  tariff,
}: {
  kind: Kind;
  first: bigint;
  covers: readonly string[];
  tariff: Tariff | null;
}) => (
  <p className="mt-2 mb-0 text-[0.9375rem]">
    from <strong>{pounds(first)}</strong> first year, {modelFace[kind].title.toLowerCase()}
    {tariff && (
      <span className="block text-ink-2">
        plus the service, if you want it, from {pounds(leastService(tariff, covers))}
      </span>
    )}
  </p>
);
