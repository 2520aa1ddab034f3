import Link from "next/link";
import { api } from "#app/_trpc/server.ts";
import { Day } from "./money.tsx";

/** What the person was told in the last thirty days, by mail or here alone; nothing at all where there is nothing. */
export async function Lately() {
  const notices = await api.access.notices();
  if (notices.length === 0) return null;
  return (
    <details>
      <summary>Lately: {notices[0]!.subject}</summary>
      <ul className="mt-2 !max-w-none list-none p-0">
        {notices.map(({ id, subject, link, toldOn }) => (
          <li key={id} className="flex flex-wrap gap-x-4 border-b border-line py-2">
            <Day date={toldOn} />
            <Link href={link}>{subject}</Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
