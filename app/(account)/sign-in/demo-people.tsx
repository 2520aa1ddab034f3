import { rolePurposes, roleTitles } from "#server/access/roles.ts";
import type { Role } from "#server/lib/actor.ts";
import { signInAsDemo } from "./actions.ts";

type DemoPerson = { id: string; name: string; organisation: string; side: "buyer" | "nhs"; roles: Role[] };

/** Demonstrations only: everybody made up, with what they come to do, each one click away. */
export function DemoPeople({ people, next }: { people: DemoPerson[]; next: string }) {
  const buyers = people.filter(({ side }) => side === "buyer");
  const nhs = people.filter(({ side }) => side === "nhs");
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people">Try it as somebody</h2>
      <p>This is a demonstration: these people and companies are made up. One click signs you in.</p>
      <div className="grid gap-x-12 gap-y-4 md:grid-cols-2">
        <div>
          <h3>Buyers</h3>
          {[...new Set(buyers.map(({ organisation }) => organisation))].map((organisation) => (
            <Group
              key={organisation}
              title={organisation}
              people={buyers.filter((person) => person.organisation === organisation)}
              next={next}
            />
          ))}
        </div>
        <div>
          <h3>The NHS</h3>
          <Group title={nhs[0]?.organisation ?? ""} people={nhs} next={next} />
        </div>
      </div>
    </section>
  );
}

function Group({ title, people, next }: { title: string; people: DemoPerson[]; next: string }) {
  return (
    <>
      <p className="mt-3 mb-1 text-ink-2">{title}</p>
      <ul className="mb-4 list-none p-0">
        {people.map((person) => (
          <li key={person.id} className="border-t border-line py-2">
            <form action={signInAsDemo}>
              <input type="hidden" name="id" value={person.id} />
              <input type="hidden" name="next" value={next} />
              <button
                type="submit"
                className="min-h-6 cursor-pointer font-semibold text-link underline underline-offset-3"
              >
                {person.name}
              </button>
              , {person.roles.map((role) => roleTitles[role].replace(/^[A-Z](?![A-Z])/, lower)).join(", ")}
              <div className="text-ink-2">{person.roles.map((role) => rolePurposes[role]).join("; ")}</div>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
}

const lower = (letter: string) => letter.toLowerCase();
