import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { expect, test } from "vitest";
import { allRoles } from "#db/enums.ts";
import { type Action, permissions } from "#server/access/rules.ts";
import { appRouter } from "#server/router.ts";

/** Files of pages by their path, and what stands in them. */
type Sources = ReadonlyMap<string, string>;

const app: Sources = new Map(
  readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => [`app/${file}`, readFileSync(`app/${file}`, "utf8")]),
);

test("every form asks for what its procedure demands, or stands behind a question that is as strict", () => {
  expect(unasked(app)).toEqual([]);
});

test("every form of a deed that binds stands behind the question whether it is you", () => {
  expect(unconfirmed(app)).toEqual([]);
});

test("such a form that asks nothing is found", () => {
  const planted = (form: string): Sources =>
    new Map([
      ["app/(buyer)/end/page.tsx", `import { end } from "./actions.ts"; <${form} action={end} />`],
      [
        "app/(buyer)/end/actions.ts",
        `"use server";\nexport async function end(form: FormData) {\n  await api.licensing.decideTermination(form);\n}\n`,
      ],
    ]);
  expect(unconfirmed(planted("Form"))).toEqual(["app/(buyer)/end/page.tsx"]);
  expect(unconfirmed(planted("ConfirmedForm"))).toEqual([]);
});

test("no page reads roles: the table knows what they allow", () => {
  const reads = [...app].filter(([, text]) => /\broles\??\.(includes\("|some\()/.test(text));
  expect(reads.map(([file]) => file)).toEqual([]);
});

test("a form that nobody asked about is found, also behind a component and a helper of its actions", () => {
  const planted = (asks: string): Sources =>
    new Map([
      ["app/(buyer)/end/page.tsx", `import { End } from "./end.tsx"; ${asks}`],
      ["app/(buyer)/end/end.tsx", `import { end } from "./actions.ts"; <Form action={end} />`],
      [
        "app/(buyer)/end/actions.ts",
        [
          `"use server";`,
          `export async function end(form: FormData) {`,
          `  const problems = await submit(schema, form, send);`,
          `}`,
          `const send = async (typed: Typed) => {`,
          `  const decided = await api.licensing.decideTermination(typed);`,
          `};`,
        ].join("\n"),
      ],
    ]);
  expect(unasked(planted(""))).toEqual(["app/(buyer)/end/page.tsx: licence.end"]);
  expect(unasked(planted(`await api.licensing.licences({})`))).toHaveLength(1);
  expect(unasked(planted(`may(person, "licence.propose_end")`))).toHaveLength(1);
  expect(unasked(planted(`mayTry(person, "licence.end")`))).toHaveLength(1);
  expect(unasked(planted(`may(person, "licence.end")`))).toEqual([]);
});

test("every server action asks before it reads its form, for exactly what its procedures demand", () => {
  const actions = [...app].filter(([, text]) => isServerAction(text));
  const wrong = actions.flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:async function|const) (\w+)/gm)].flatMap(([, name]) => {
      const reached = reachedFrom(name!, text);
      const asked = new Set(reached.flatMap((part) => named(part).filter(isGuarded)));
      const demanded = new Set(reached.flatMap(calls).map(actionOf).filter(isGuarded));
      return [...asked, ...demanded]
        .filter((action) => !asked.has(action) || !demanded.has(action))
        .map((action) => `${file} ${name}: ${action}`);
    }),
  );
  expect(actions.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});

test("every link to a page that is one form stands behind a question as strict as that page asks", () => {
  expect(unaskedLinks(app)).toEqual([]);
  expect(formPages(app).length).toBeGreaterThan(15);
});

test("a link that leads to a refusal is found, with its path written out or put together", () => {
  const planted = (link: string): Sources =>
    new Map([
      ["app/(buyer)/deals/[reference]/end/page.tsx", `await onlyFor("licence.propose_end");`],
      ["app/(buyer)/deals/page.tsx", `import { Ways } from "./ways.tsx"; await api.licensing.licences({});`],
      ["app/(buyer)/deals/ways.tsx", link],
    ]);
  const found = ["app/(buyer)/deals/page.tsx: /deals/R/end needs licence.propose_end"];
  const [dollar, tick] = ["$", "`"];
  const link = `<Link href={${tick}/deals/${dollar}{reference}/end?by=us${tick}}>End</Link>`;
  expect(unaskedLinks(planted(link))).toEqual(found);
  expect(unaskedLinks(planted(`const ways = [{ href: ${tick}${dollar}{page}/end${tick} }];`))).toEqual(found);
  expect(unaskedLinks(planted(`may(person, "licence.propose_end") && ${link}`))).toEqual([]);
});

/** Pages that are one form, each by a path that leads to it, with the right that opens it. */
const formPages = (sources: Sources) =>
  [...sources].flatMap(([file, text]) => {
    const action = /\bonlyFor\("([a-z_.]+)"\)/.exec(text)?.[1] as Action | undefined;
    if (!action || !file.endsWith("/page.tsx")) return [];
    const path = posix
      .dirname(file)
      .replace(/^app/, "")
      .replace(/\/\([^)]*\)/g, "");
    return [{ path: path.replace(/\[[^\]]*\]/g, "R"), action }];
  });

/** Pages with a link to such a form that they show to somebody who would be refused, as "page: path needs action". */
function unaskedLinks(sources: Sources): string[] {
  const forms = formPages(sources);
  return [...sources.keys()]
    .filter((file) => file.endsWith("/page.tsx"))
    .flatMap((page) => {
      const parts = partsOf(page, sources).map((file) => sources.get(file)!);
      const asked = parts.flatMap((text) => [...questionsOf(text), ...tried(text)]);
      // What a page borrows from another folder is told by it what to show.
      const own = partsOf(page, sources).filter((file) => file.startsWith(`${posix.dirname(page)}/`));
      const links = new Set(own.flatMap((file) => linksIn(sources.get(file)!)));
      return forms
        .filter(({ path }) => [...links].some((link) => leadsTo(link, path)))
        .filter(({ action }) => !asked.some((question) => isAsStrict(question, action)))
        .map(({ path, action }) => `${page}: ${path} needs ${action}`);
    });
}

/** Addresses as they stand in the text, with "*" for what is put in, without what follows the path. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\bhref(?:=\{?|:)\s*(["`])(.*?)\1/g)].map(([, , href]) =>
    href!.replace(/\$\{[^}]*\}/g, "*").replace(/[?#].*/, ""),
  );

/** What is put in stands for a part that is put in there, or at the beginning for a path of any length. */
function leadsTo(link: string, path: string): boolean {
  const [wanted, given] = [link.split("/"), path.split("/")];
  if (wanted[0] === "*") given.splice(0, given.length - wanted.length + 1, "R");
  return (
    wanted.length > 1 &&
    wanted.some((part) => /[a-z]/.test(part)) &&
    wanted.length === given.length &&
    wanted.every((part, at) => part === given[at] || (part.includes("*") && given[at] === "R"))
  );
}

/** What visitors may try from a public page: they are asked to sign in on the way. */
const tried = (text: string): Action[] =>
  [...text.matchAll(/\bmayTry\([^"]*"([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action as Action);

/** Pages with a form whose action no question on the page covers, as "page: action". */
function unasked(sources: Sources): string[] {
  return [...sources.keys()]
    .filter((file) => file.endsWith("/page.tsx"))
    .flatMap((page) => {
      const parts = partsOf(page, sources);
      const asked = parts.flatMap((file) => questionsOf(sources.get(file)!));
      const demanded = new Set(parts.flatMap((file) => demandsOf(file, sources)));
      return [...demanded]
        .filter((action) => permissions[action] !== "everyone")
        .filter((action) => !asked.some((question) => isAsStrict(question, action)))
        .map((action) => `${page}: ${action}`);
    });
}

/** Files that send a form to a procedure that asks for confirming, and show it to whoever has not confirmed. */
function unconfirmed(sources: Sources): string[] {
  const binds = (file: string) =>
    importsOf(file, sources)
      .filter(({ from }) => isServerAction(sources.get(from)!))
      .some(({ names, from }) =>
        names.some((name) => proceduresIn(name, sources.get(from)!).some((one) => metaOf(one).confirmed)),
      );
  const asks = (text: string) =>
    /<Confirm(First|edForm)\b|<Decision\b|: ConfirmedForm\b|\.confirmed\b/.test(text) ||
    calls(text).some((one) => metaOf(one).confirmed);
  const shown = (file: string) =>
    [...sources.values()].filter((text) => text.includes(`/${posix.basename(file)}"`));
  return [...sources.keys()].filter(
    (file) => file.endsWith(".tsx") && binds(file) && ![sources.get(file)!, ...shown(file)].some(asks),
  );
}

/** The page and everything of its own that it is made of. */
function partsOf(page: string, sources: Sources): string[] {
  const parts = new Set([page]);
  for (const file of parts)
    for (const { from } of importsOf(file, sources)) if (!isServerAction(sources.get(from)!)) parts.add(from);
  return [...parts];
}

const isServerAction = (text: string) => text.startsWith(`"use server"`);

function importsOf(file: string, sources: Sources): { names: string[]; from: string }[] {
  return [...sources.get(file)!.matchAll(/import (?!type\b)\{?([^}"]*)\}? from "([#.][^"]+)"/g)]
    .map(([, names, path]) => ({
      names: names!.split(",").map((name) => name.trim()),
      from: path!.startsWith("#") ? path!.slice(1) : posix.join(posix.dirname(file), path!),
    }))
    .filter(({ from }) => sources.has(from) && !from.startsWith("app/_"));
}

/** What the procedures demand behind the server actions that a file sends forms to. */
function demandsOf(file: string, sources: Sources): Action[] {
  return importsOf(file, sources)
    .filter(({ from }) => isServerAction(sources.get(from)!))
    .flatMap(({ names, from }) => names.flatMap((name) => proceduresIn(name, sources.get(from)!)))
    .map(actionOf);
}

/** Procedures that a function calls, itself or through the helpers beside it; each begins at the start of a line. */
const proceduresIn = (name: string, text: string): string[] => reachedFrom(name, text).flatMap(calls);

/** The text of a function and of the helpers beside it that it uses. */
function reachedFrom(name: string, text: string): string[] {
  const functions = new Map(
    text
      .split(/^(?=(?:export )?(?:async function|function|const) \w)/m)
      .map((part) => [/(?:function|const) (\w+)/.exec(part)?.[1] ?? "", part]),
  );
  const reached = new Set([name]);
  for (const one of reached)
    for (const other of functions.keys())
      if (other && new RegExp(`\\b${other}\\b`).test(functions.get(one) ?? "")) reached.add(other);
  return [...reached].map((one) => functions.get(one) ?? "");
}

/**
 * Each procedure that a page reads refuses, too; so does each action that it names, but for the links that visitors may
 * try.
 */
function questionsOf(text: string): Action[] {
  return [...named(text), ...calls(text).map(actionOf)];
}

const named = (text: string): Action[] =>
  [...text.matchAll(/(?<!\bmayTry\([^"]*)"([a-z_]+\.[a-z_]+)"/g)]
    .map(([, action]) => action!)
    .filter((action): action is Action => action in permissions);

const isGuarded = (action: Action) => permissions[action] !== "everyone";

const calls = (text: string) => [...text.matchAll(/\bapi\.(\w+\.\w+)\(/g)].map(([, procedure]) => procedure!);

function metaOf(procedure: string): { action: Action; confirmed?: true } {
  const known = appRouter._def.procedures as unknown as Record<
    string,
    { _def: { meta: { action: Action; confirmed?: true } } }
  >;
  return known[procedure]!._def.meta;
}

const actionOf = (procedure: string): Action => metaOf(procedure).action;

/** Whoever passes the question may do the action: nobody is let through who would be refused. */
const isAsStrict = (question: Action, action: Action) =>
  rolesOf(question).every((role) => rolesOf(action).includes(role));

const rolesOf = (action: Action): readonly string[] =>
  permissions[action] === "everyone" ? [...allRoles, "visitor"] : permissions[action];
