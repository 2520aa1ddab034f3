import type { Metadata } from "next";
import Link from "next/link";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { OrganisationForm } from "./organisation-form.tsx";

export const metadata: Metadata = { title: "Organisations and people" };

export default async function AdminPage() {
  const organisations = await api.access.organisations();
  const mayChange = (await viewer())?.roles.includes("administrator");
  return (
    <>
      <h1>Organisations and people</h1>
      <table>
        <thead>
          <tr>
            <th scope="col">Organisation</th>
            <th scope="col">Side</th>
            <th scope="col">Sector</th>
            <th scope="col">Country</th>
            <th scope="col">People</th>
          </tr>
        </thead>
        <tbody>
          {organisations.map(({ id, name, side, sector, country, people }) => (
            <tr key={id}>
              <td>
                <Link href={`/admin/${id}`}>{name}</Link>
              </td>
              <td>{side === "nhs" ? "NHS" : "Buyer"}</td>
              <td>{sector}</td>
              <td>{country}</td>
              <td>{people}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayChange && (
        <section>
          <h2>Add a buyer organisation</h2>
          <OrganisationForm />
        </section>
      )}
    </>
  );
}
