import Link from "next/link";
import {
  type DeskFilter,
  deskBands,
  deskSorts,
  deskSources,
  deskStates,
} from "#server/catalogue/desk/filter.ts";

/** What is shown, chosen in the address. */
export const DeskFilters = ({
  filter,
  custodians,
}: {
  filter: DeskFilter;
  custodians: readonly { custodian: string; sets: number }[];
}) => (
  <form action="/commercial/catalogue">
    <details className="filters">
      <summary>Filters and order</summary>
      <label htmlFor="q" className="mb-1 block font-semibold">
        Name or custodian
      </label>
      <input id="q" name="q" type="search" defaultValue={filter.q} className="mb-3" />
      <Select
        name="state"
        label="State"
        chosen={filter.state}
        options={Object.entries(deskStates)}
        any="Any"
      />
      <Select
        name="custodian"
        label="Custodian"
        chosen={filter.custodian}
        options={custodians.map(({ custodian, sets }) => [custodian, `${custodian} (${sets})`])}
        any="All"
      />
      <Select
        name="source"
        label="Source"
        chosen={filter.source}
        options={Object.entries(deskSources)}
        any="Any"
      />
      <Select
        name="band"
        label="Completeness"
        chosen={filter.band}
        options={Object.entries(deskBands)}
        any="Any"
      />
      <Select name="sort" label="Order" chosen={filter.sort ?? "title"} options={Object.entries(deskSorts)} />
      <div className="actions !mt-3">
        <button type="submit" className="button button-secondary">
          Show
        </button>
        <Link href="/commercial/catalogue">Clear</Link>
      </div>
    </details>
  </form>
);

const Select = ({
  name,
  label,
  chosen,
  options,
  any,
}: {
  name: string;
  label: string;
  chosen: string | undefined;
  options: readonly (readonly [string, string])[];
  any?: string;
}) => (
  <>
    <label htmlFor={name} className="mb-1 block font-semibold">
      {label}
    </label>
    <select id={name} name={name} defaultValue={chosen ?? ""} className="mb-3">
      {any && <option value="">{any}</option>}
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </>
);
