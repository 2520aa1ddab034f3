import Link from "next/link";
import { ButtonLink } from "#app/_components/button.tsx";
import { Panel } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { ModelNumber } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";

export default async function HomePage() {
  const { datasets, custodians } = await api.catalogue.size();
  return (
    <>
      <div className="split">
        <div>
          <h1 className="!max-w-[22ch] !text-[2.75rem]">Health data, licensed fairly and in the open</h1>
          <p className="text-[1.1875rem] text-ink-2">
            Pharma, cloud and device companies find NHS datasets here, see what they would cost under each of
            nine commercial models, sign, and are billed to the penny. The NHS sees every promise kept.
          </p>
          <form action="/catalogue" className="mt-6 mb-10 flex !max-w-[44rem] items-end gap-2">
            <div className="flex-1">
              <label htmlFor="q" className="mb-1 block font-semibold">
                Search {datasets} datasets from {custodians} custodians
              </label>
              <input id="q" name="q" type="search" className="!max-w-none" />
            </div>
            <button type="submit" className="button button-primary">
              Search
            </button>
          </form>
        </div>
        <aside aria-label="From the catalogue to a licence">
          <HowItGoes />
        </aside>
      </div>
      <h2>Nine ways to share the value</h2>
      <ol className="mb-6 grid !max-w-none list-none grid-cols-1 gap-x-8 gap-y-3 p-0 sm:grid-cols-2 lg:grid-cols-3">
        {kindsInOrder.map((kind) => (
          <li key={kind} className="flex items-center gap-3 border-t border-line pt-3">
            <ModelNumber kind={kind} />
            <Link href={`/models#${kind}`}>{modelFace[kind].title}</Link>
          </li>
        ))}
      </ol>
      <p>
        From free access to a share of profits, each is billed by the same published rules, and every charge
        shows its workings. Today&rsquo;s NHS data services charge for access, not for data, so most models
        need approval, and each says so.
      </p>
      <div className="actions">
        <ButtonLink href="/catalogue">Browse the catalogue</ButtonLink>
        <ButtonLink href="/models" kind="secondary">
          How the nine work
        </ButtonLink>
      </div>
      <h2>Where this began</h2>
      <p>
        In December 2019 the press reported talks about one database of 65 million people, linking hospital,
        general practice and device data, and nine commercial models to share up to £10 billion a year. The
        list of nine was never published; ours is a reconstruction, and{" "}
        <Link href="/models">says where each comes from</Link>. The database does not exist; it stands in the
        catalogue as <Link href="/datasets/national-linked-record">proposed</Link>.
      </p>
    </>
  );
}

/** What happens to whoever comes for data, and where each step begins. */
const HowItGoes = () => (
  <Panel title="From the catalogue to a licence">
    <ol className="mb-0 list-decimal space-y-2 pl-5">
      <li>
        <Link href="/catalogue">Find a dataset</Link> that may be licensed, and see what it holds.
      </li>
      <li>
        <Link href="/simulator">Compare the nine models</Link> on your own forecast.
      </li>
      <li>
        <Link href="/quotes/new">Get a dated quote</Link> with everything in it, or apply at once.
      </li>
      <li>The NHS makes an offer; your signatory and the NHS sign it here.</li>
      <li>Access begins, and each invoice shows how its sum comes about.</li>
    </ol>
  </Panel>
);
