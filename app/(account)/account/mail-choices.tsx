import { Form } from "#app/_components/form.tsx";
import { TicksField } from "#app/_components/ticks.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { lowered } from "#server/lib/words.ts";
import { chooseMail } from "./actions.ts";

/** What one is told by mail; what is not ticked stands on one's first page alone, and what may not be missed is always mailed. */
export function MailChoices({ choices }: { choices: AppOutputs["access"]["noticeChoices"] }) {
  const free = choices.filter(({ always }) => !always);
  const always = choices.filter((one) => one.always);
  return (
    <section id="mail">
      <h2>What we mail you</h2>
      <Form action={chooseMail} submit="Keep this choice" kind="secondary">
        <TicksField
          name="byMail"
          legend="By mail"
          hint="What is not ticked is told on your first page alone"
          options={free.map(({ kind, title }) => ({ value: kind, label: title }))}
          value={free.filter(({ byMail }) => byMail).map(({ kind }) => kind)}
        />
      </Form>
      {always.length > 0 && (
        <p>
          Always mailed, because whoever misses it loses a right or owes more:{" "}
          {always.map(({ title }) => lowered(title)).join("; ")}.
        </p>
      )}
    </section>
  );
}
