"use client";
import { useActionState } from "react";
import { Button } from "#app/_components/button.tsx";
import { ErrorSummary } from "#app/_components/error-summary.tsx";
import { Field } from "#app/_components/field.tsx";
import { setPurchaseOrder } from "./actions.ts";

export function PurchaseOrderForm({ purchaseOrder }: { purchaseOrder: string }) {
  const [{ errors, values }, action, busy] = useActionState(setPurchaseOrder, { errors: {}, values: {} });
  return (
    <form action={action} noValidate>
      <ErrorSummary errors={errors} />
      <Field
        name="purchaseOrder"
        label="Purchase order number"
        hint="It stands on every invoice from now on. Leave it empty to have none."
        error={errors.purchaseOrder}
      >
        <input id="purchaseOrder" name="purchaseOrder" defaultValue={values.purchaseOrder ?? purchaseOrder} />
      </Field>
      <Button disabled={busy}>Save</Button>
    </form>
  );
}
