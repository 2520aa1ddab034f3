import type { ReactNode } from "react";
import { Facts } from "#app/_components/layout-parts.tsx";
import type { AppOutputs } from "#app/_trpc/outputs.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import { countryName } from "#server/lib/countries.ts";

/** What is known of an organisation, to its own people and to the administrator; then what only one of them is shown. */
export const AboutOrganisation = ({
  organisation: { customerKind, address, country, vatNumber },
  more = [],
}: {
  organisation: Pick<
    AppOutputs["access"]["organisation"],
    "customerKind" | "address" | "country" | "vatNumber"
  >;
  more?: readonly (readonly [string, ReactNode])[];
}) => (
  <Facts
    items={[
      ["Kind of customer", customerKinds[customerKind]],
      [
        "Address",
        <span key="address" className="whitespace-pre-line">
          {address}
        </span>,
      ],
      ["Country", countryName(country)],
      ["VAT number", vatNumber ?? "not stated"],
      ...more,
    ]}
  />
);
