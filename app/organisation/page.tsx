import type { Metadata } from "next";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { customerKinds } from "#server/access/customer-kinds.ts";
import { roleTitles } from "#server/access/roles.ts";
import { PurchaseOrderForm } from "./purchase-order-form.tsx";

export const metadata: Metadata = { title: "Your organisation" };

export default async function OrganisationPage({ searchParams }: PageProps<"/organisation">) {
  const organisation = await api.access.ownOrganisation();
  const maySet = (await viewer())?.roles.includes("signatory");
  const done = (await searchParams).done === "purchase-order";
  return (
    <>
      <h1>{organisation.name}</h1>
      {done && <p role="status">The purchase order number is saved. Invoices from now on carry it.</p>}
      <dl>
        <dt>Sector</dt>
        <dd>{organisation.sector}</dd>
        <dt>Kind of customer</dt>
        <dd>{customerKinds[organisation.customerKind]}</dd>
        <dt>Address</dt>
        <dd className="whitespace-pre-line">{organisation.address}</dd>
        <dt>Country</dt>
        <dd>{organisation.country}</dd>
        <dt>VAT number</dt>
        <dd>{organisation.vatNumber ?? "not stated"}</dd>
        <dt>Invoices fall due after</dt>
        <dd>{organisation.dueDays} days</dd>
        <dt>Purchase order number on invoices</dt>
        <dd>{organisation.purchaseOrder ?? "none"}</dd>
      </dl>
      {maySet ? (
        <section>
          <h2>Purchase order</h2>
          {organisation.purchaseOrderRequired && (
            <p>Your organisation asks for a purchase order number on every invoice.</p>
          )}
          <PurchaseOrderForm purchaseOrder={organisation.purchaseOrder ?? ""} />
        </section>
      ) : (
        <p>A signatory of your organisation can change the purchase order number.</p>
      )}
      <section>
        <h2>People and their roles</h2>
        <p>The NHS administrator adds people and changes roles.</p>
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Job</th>
              <th scope="col">E-mail address</th>
              <th scope="col">Roles</th>
            </tr>
          </thead>
          <tbody>
            {organisation.people.map((person) => (
              <tr key={person.id}>
                <td>{person.name}</td>
                <td>{person.jobTitle}</td>
                <td>{person.email}</td>
                <td>{person.roles.map((role) => roleTitles[role]).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
