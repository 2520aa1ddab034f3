import { Button } from "#app/_components/button.tsx";
import { formatDateShort, londonDate } from "#server/lib/dates.ts";

/** A forecast that somebody keeps. */
export type Scenario = { id: string; name: string; savedByName: string; savedAt: Date };

/** Forecasts that the buyer's organisation keeps under names: to open again, to remove, and to keep one more. */
export function Scenarios({
  scenarios,
  isBuyer,
  busy,
  error,
}: {
  scenarios: readonly Scenario[];
  isBuyer: boolean;
  busy: boolean;
  error: string | undefined;
}) {
  if (!isBuyer)
    return (
      <p className="mb-0 text-[0.9375rem] text-ink-2">Sign in for a buyer to keep scenarios under a name.</p>
    );
  return (
    <section aria-label="Scenarios">
      <h3>Scenarios</h3>
      <ul className="list-none p-0 text-[0.9375rem]">
        {scenarios.map(({ id, name, savedByName, savedAt }) => (
          <li key={id} className="mb-1">
            <button type="submit" name="do" value={`open:${id}`} className="link-button" disabled={busy}>
              {name}
            </button>
            , {savedByName}, {formatDateShort(londonDate(savedAt))} ·{" "}
            <button type="submit" name="do" value={`remove:${id}`} className="link-button" disabled={busy}>
              remove<span className="sr-only"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
      <label htmlFor="name" className="block text-[0.9375rem]">
        Save this one as
      </label>
      {error && (
        <p id="name-error" className="mb-1 font-semibold text-error">
          {error}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <input
          id="name"
          name="name"
          className="min-w-0 flex-1"
          maxLength={80}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "name-error" : undefined}
        />
        <Button name="do" value="save" kind="secondary" disabled={busy}>
          Save
        </Button>
      </div>
    </section>
  );
}
