import { readFileSync, writeFileSync } from "node:fs";
import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { allRoles, type Role } from "#db/enums.ts";
import { appRouter } from "#server/router.ts";
import { roleTitles } from "./roles.ts";
import { type Action, mayDo, permissions } from "./rules.ts";

const page = new URL("permissions.md", import.meta.url);

test("permissions.md is what the table says", () => {
  if (process.env.UPDATE) writeFileSync(page, written());
  expect(readFileSync(page, "utf8"), "run it once more with UPDATE=1").toBe(written());
});

test("every procedure names an action of the table", () => {
  // At run time the procedures lie flat, "access.signIn"; their type is nested.
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>);
  expect(procedures.length).toBeGreaterThan(20);
  const without = procedures.filter(([, { _def }]) => {
    const { action } = (_def.meta ?? {}) as { action?: string };
    return !action || !(action in permissions);
  });
  expect(without.map(([name]) => name)).toEqual([]);
});

test("a visitor may do what everyone may, and nothing else", () => {
  const open = actions.filter((action) => mayDo({ kind: "visitor" }, action));
  expect(open).toEqual([
    "catalogue.read",
    "prices.read",
    "register.read",
    "session.start",
    "session.read",
    "demo.use",
  ]);
});

const actions = Object.keys(permissions) as Action[];

function written(): string {
  const holding = (role: Role) => ({
    kind: "person" as const,
    personId: "",
    name: "",
    organisationId: "",
    organisationName: "",
    side: "nhs" as const,
    roles: [role],
  });
  const columns = [{ kind: "visitor" as const }, ...allRoles.map(holding)];
  const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    "# Who may do what",
    "",
    "Written by `permissions.test.ts` from `rules.ts`; change the table there. The system may do everything.",
    "Row-level security keeps each organisation to its own rows, whatever stands here.",
    "",
    row(["Action", "Visitor", ...allRoles.map((role) => roleTitles[role])]),
    row(["---", ...columns.map(() => ":-:")]),
    ...actions.map((action) => row([action, ...columns.map((actor) => (mayDo(actor, action) ? "yes" : ""))])),
    "",
  ].join("\n");
}
