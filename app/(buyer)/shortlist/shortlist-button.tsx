import Link from "next/link";
import { cache } from "react";
import { ButtonLink } from "#app/_components/button.tsx";
import { Form } from "#app/_components/form.tsx";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { addToShortlist } from "./actions.ts";

/** Asked once a request, however many buttons the page has. */
const shortlisted = cache(async () => new Set(await api.shortlist.slugs()));

/**
 * Puts a set on the team's shortlist, or says that it is on it. `next` is the page to come back to. A visitor is sent
 * to sign in and comes back to the shortlist.
 */
export async function ShortlistButton({
  slug,
  title = "",
  next = `/datasets/${slug}`,
}: {
  slug: string;
  title?: string;
  next?: string;
}) {
  const words = <>Add to shortlist{title && <span className="sr-only">: {title}</span>}</>;
  if (!(await viewer()))
    return (
      <ButtonLink kind="secondary" href={`/shortlist?${new URLSearchParams({ add: slug })}`}>
        {words}
      </ButtonLink>
    );
  if ((await shortlisted()).has(slug))
    return (
      <p className="mb-0">
        <span aria-hidden="true">✓ </span>
        <Link href="/shortlist">On your shortlist</Link>
      </p>
    );
  return <Form action={addToShortlist} submit={words} kind="secondary" fields={{ slug, next }} />;
}
