import Link from "next/link";
import { EmptyState } from "#app/_components/layout-parts.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";

/** What waits at the catalogue desk, as a line among other approvals; nothing for those who do not read the desk. */
export async function WaitingLine() {
  if (!may(await viewer(), "catalogue.manage")) return null;
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
