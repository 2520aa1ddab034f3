import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Form, TextField, TickField } from "#app/_components/form.tsx";
import { PageTitle, Panel, Warning } from "#app/_components/layout-parts.tsx";
import { may } from "#app/_trpc/may.ts";
import { api } from "#app/_trpc/server.ts";
import { viewer } from "#app/_trpc/viewer.ts";
import { AboutOffer, Signatures } from "../about.tsx";
import { Approvals } from "../approvals.tsx";
import { Contract } from "../contract.tsx";
import { countersign, sign } from "./actions.ts";

export const metadata: Metadata = { title: "Sign" };

export default async function SignPage({ params }: PageProps<"/offers/[reference]/sign">) {
  const { reference } = await params;
  const offer = await api.licensing.offerToSign({ reference });
  const person = await viewer();
  const forNhs = offer.status === "part_signed";
  const isTurn = may(person, forNhs ? "offer.countersign" : "offer.sign");
  if (!isTurn || !["approved", "part_signed"].includes(offer.status)) redirect(`/offers/${reference}`);
  return (
    <>
      <PageTitle
        crumbs={[{ href: `/offers/${reference}`, label: reference }]}
        title={`Sign: ${offer.contract.title}`}
        lead={
          forNhs
            ? "When you sign, the licence is in force and its first documents are issued."
            : "When you have signed, the NHS signs, and the licence is in force."
        }
      />
      <div className="split">
        <Contract
          contract={offer.contract}
          shown={{ hash: offer.contractHash, signatures: offer.signatures }}
        />
        <aside>
          <AboutOffer offer={offer} />
          <Approvals offer={offer} person={person} />
          <Signatures signatures={offer.signatures} />
          <Panel title="Your signature">
            <Warning>
              You sign exactly these words. Their fingerprint is kept with your name, your authority and the
              time.
            </Warning>
            <Form
              action={forNhs ? countersign : sign}
              submit={forNhs ? "Sign for the NHS" : "Sign the contract"}
              kind="commit"
              fields={{ reference, contractHash: offer.contractHash }}
            >
              <TextField
                name="name"
                label="Your full name"
                hint={`Type it to agree: you are signed in as ${person?.name}, and sign in that name`}
                autoComplete="name"
              />
              <TickField name="authority" label={`I may sign for ${person?.organisation.name}`} />
            </Form>
            <p className="mb-0 font-mono text-sm break-all">{offer.contractHash}</p>
          </Panel>
        </aside>
      </div>
    </>
  );
}
