import { Facts } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { serviceInWords } from "#app/(buyer)/service-choices.ts";
import { formatDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";

/** What is asked for at the list's terms, as a quote and an offer would come to; or why the list has no price for it. */
export const AskedPrice = ({
  price,
  outside,
}: Pick<AppOutputs["licensing"]["application"], "price" | "outside">) =>
  price ? (
    <Facts
      items={[
        [`Value of the deal, without VAT, ${serviceInWords(price.withService)}`, pounds(price.value)],
        ["All payments, with VAT", pounds(price.total.gross)],
        ["Of it in money", pounds(price.total.inMoney)],
        [
          "First invoice",
          price.first
            ? `${pounds(price.first.gross)} with VAT, on ${formatDate(price.first.on)}`
            : "none is certain or expected",
        ],
      ]}
    />
  ) : (
    <p className="mb-0">{outside}.</p>
  );
