import { rolePurposes, roleTitles } from "#server/access/roles.ts";
import type { Role } from "#server/lib/actor.ts";
import { signInAsDemo } from "./actions.ts";

type DemoPerson = { id: string; name: string; organisation: string; side: "buyer" | "nhs"; roles: Role[] };

/** Demonstrations only: everybody made up, with what they come to do, each one click away. */
export function DemoPeople({ people, next }: { people: DemoPerson[]; next: string }) {
  const sides = [
    { title: "The NHS", people: people.filter(({ side }) => side === "nhs") },
    { title: "Buyers", people: people.filter(({ side }) => side === "buyer") },
  ];
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people">Try it as somebody</h2>
      <p>This is a demonstration: these people and companies are made up. One click signs you in.</p>
      <div className="grid gap-10 md:grid-cols-2">
        {sides.map((side) => (
          <div key={side.title}>
            <h3>{side.title}</h3>
            <ul>
              {side.people.map((person) => (
                <li key={`${person.id} ${person.organisation}`}>
                  <PersonForm person={person} next={next} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function PersonForm({ person, next }: { person: DemoPerson; next: string }) {
  return (
    <form action={signInAsDemo} className="border-t border-line py-2">
      <input type="hidden" name="id" value={person.id} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" className="cursor-pointer text-link underline">
        {person.name}
      </button>
      <span> · {person.roles.map((role) => roleTitles[role]).join(", ")}</span>
      {person.side === "buyer" && <span> · {person.organisation}</span>}
      <div className="text-second">{person.roles.map((role) => rolePurposes[role]).join("; ")}</div>
    </form>
  );
}
