import { ButtonLink } from "#app/_components/button.tsx";
import { Form } from "#app/_components/form.tsx";
import { withNext } from "#app/_trpc/local-path.ts";
import { may } from "#app/_trpc/may.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { addressOf, type QuoteRequest } from "#server/quoting/request.ts";
import { keep } from "./actions.ts";

/** Keeps what is shown: members at once, visitors after they have signed in and come back to the same answers. */
export async function Keep({ request }: { request: QuoteRequest }) {
  const person = await viewer();
  if (!person)
    return (
      <div className="actions">
        <ButtonLink href={withNext("/sign-in", addressOf(request))}>Sign in to keep this quote</ButtonLink>
      </div>
    );
  if (!may(person, "quote.make")) return null;
  return (
    <Form action={keep} submit="Keep this quote" kind="commit">
      {Object.entries(request).flatMap(([name, value]) =>
        [value ?? []]
          .flat()
          .map((one) => <input key={`${name}${one}`} type="hidden" name={name} value={String(one)} />),
      )}
    </Form>
  );
}
