import Link from "next/link";
import { EmptyState } from "#app/_components/layout-parts.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { permissions } from "#server/access/rules.ts";
import type { Role } from "#server/lib/actor.ts";

const readers: readonly Role[] = permissions["catalogue.manage"];

/** What waits at the catalogue desk, as a line among other approvals; nothing for those who do not read the desk. */
export async function WaitingLine() {
  const roles = (await viewer())?.roles ?? [];
  if (!roles.some((role) => readers.includes(role))) return null;
  const { all, yours } = await api.desk.waitingCount();
  return (
    <>
      <h2>Descriptions to publish</h2>
      {all === 0 ? (
        <EmptyState title="No change of the catalogue waits" />
      ) : (
        <p>
          <Link href="/commercial/catalogue/waiting">
            {all} {all === 1 ? "change of the catalogue waits" : "changes of the catalogue wait"}
          </Link>
          , {yours} of them for you.
        </p>
      )}
    </>
  );
}
