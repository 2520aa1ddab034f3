import { ConfirmFirst } from "./confirm-first.tsx";
import { Form } from "./form.tsx";
import type { FormState } from "./form-state.ts";

/** Yes or no to what a colleague proposed. */
export const Decision = ({
  id,
  action,
  yes,
  fields = {},
}: {
  id: string;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  yes: string;
  /** What else the action has to know, as where to go on. */
  fields?: Record<string, string>;
}) => (
  <ConfirmFirst to="decide">
    <div className="flex flex-wrap gap-4">
      <Form action={action} submit={yes} kind="commit" fields={{ ...fields, id, approve: "yes" }} />
      <Form action={action} submit="Refuse" kind="secondary" fields={{ ...fields, id, approve: "no" }} />
    </div>
  </ConfirmFirst>
);
