import { Form, TextArea } from "#app/_components/form.tsx";
import { close } from "./actions.ts";

const words = {
  withdraw: { say: "Withdraw the offer", hint: "The buyer reads this" },
  decline: { say: "Decline the offer", hint: "The NHS reads this" },
} as const;

/** The NHS takes the offer back, or the buyer says no; always with a reason. */
export const Close = ({ reference, move }: { reference: string; move: keyof typeof words }) => (
  <details>
    <summary>{words[move].say}</summary>
    <Form action={close} submit={words[move].say} kind="danger" fields={{ reference, move }}>
      <TextArea name="reason" label="Why?" hint={words[move].hint} />
    </Form>
  </details>
);
