import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { Form, TextField } from "#app/_components/form.tsx";
import { Notice, PageTitle } from "#app/_components/layout-parts.tsx";
import { Table } from "#app/_components/table.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { roleTitles } from "#server/access/roles.ts";
import { vatInWords } from "#server/billing/vat/standing.ts";
import { counted } from "#server/lib/words.ts";
import { AboutOrganisation } from "../about-organisation.tsx";
import { setPurchaseOrder, stateVatNumber } from "./actions.ts";

export const metadata: Metadata = { title: "Your organisation" };

export default async function OrganisationPage({ searchParams }: PageProps<"/organisation">) {
  const organisation = await api.access.ownOrganisation();
  const person = await viewer();
  const { done } = await searchParams;
  const vat = await api.billing.ownVat();
  const stated = vat.evidence[0]?.proves === null ? vat.evidence[0].number : null;
  return (
    <>
      <PageTitle title={organisation.name} lead={organisation.sector} />
      {done === "purchase-order" && (
        <Notice>The purchase order number is saved. Invoices from now on carry it.</Notice>
      )}
      {done === "vat-number" && <Notice>The VAT number is with the NHS, which asks its register.</Notice>}
      <AboutOrganisation
        organisation={organisation}
        more={[
          ["Invoices fall due after", counted(organisation.dueDays, "day")],
          ["Purchase order number", organisation.purchaseOrder ?? "none"],
        ]}
      />
      {may(person, "organisation.manage") ? (
        <section>
          <h2>Purchase order number</h2>
          {organisation.purchaseOrderRequired && (
            <p>Your organisation wants a purchase order number on every invoice.</p>
          )}
          <Form action={setPurchaseOrder} submit="Save">
            <TextField
              name="purchaseOrder"
              label="Purchase order number"
              hint="It stands on every invoice from now on. Leave it empty to have none."
              value={organisation.purchaseOrder ?? ""}
            />
          </Form>
        </section>
      ) : (
        <p>A signatory of your organisation can change the purchase order number.</p>
      )}
      <section id="vat">
        <h2>VAT</h2>
        <p>{vatInWords(vat.customer)}</p>
        {stated && (
          <p>You stated the number {stated}. The NHS asks its register; until it has, nothing changes.</p>
        )}
        {may(person, "vat.state") ? (
          <Form action={stateVatNumber} submit="State the VAT number" fields={{ requestKey: randomUUID() }}>
            <TextField
              name="number"
              label="VAT number"
              hint="With the letters of your country in front, like DE123456789. The NHS looks at it before it counts."
            />
          </Form>
        ) : (
          <p>A signatory or the finance of your organisation can state its VAT number.</p>
        )}
      </section>
      <Table
        caption="People and their roles"
        rows={organisation.people}
        rowKey={({ id }) => id}
        columns={[
          { header: "Name", cell: ({ name }) => name },
          { header: "Job", cell: ({ jobTitle }) => jobTitle || "not stated" },
          { header: "E-mail address", cell: ({ email }) => email },
          { header: "Roles", cell: ({ roles }) => roles.map((role) => roleTitles[role]).join(", ") },
        ]}
      />
      <p>The administrator of the NHS service adds people and changes roles.</p>
      {may(person, "tokens.manage") && (
        <section>
          <h2>Tokens for machines</h2>
          <p>
            Your own systems can report usage with a token.{" "}
            <Link href="/organisation/tokens">Make and revoke tokens</Link>
          </p>
        </section>
      )}
    </>
  );
}
