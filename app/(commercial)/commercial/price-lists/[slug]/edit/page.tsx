import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Form, RadioField, TextArea, TextField } from "#app/_components/form.tsx";
import { Notice, PageTitle, Panel, Tabs, Warning } from "#app/_components/layout-parts.tsx";
import { kindsInOrder, modelFace } from "#app/_components/models.ts";
import { ModelBadge, ModelNumber } from "#app/_components/nine.tsx";
import { api } from "#app/_trpc/server.ts";
import { onlyFor } from "#app/_trpc/viewer.ts";
import { customerKinds } from "#server/access/customer-kind.ts";
import { customers, forCustomer } from "#server/pricing/list-rules.ts";
import { inWordsOf } from "#server/pricing/parameter-text.ts";
import { parametersOf } from "#server/pricing/parameters.ts";
import { headline } from "#server/pricing/rules.ts";
import { savePrice } from "../../actions.ts";
import { customerIn } from "../../cards.tsx";
import { parameterName, standingWords } from "../../words.ts";
import { ParameterField } from "./parameter-field.tsx";

export const metadata: Metadata = { title: "Edit a price list" };

export default async function EditPage({
  params,
  searchParams,
}: PageProps<"/commercial/price-lists/[slug]/edit">) {
  await onlyFor("price_list.edit");
  const { slug } = await params;
  const { set, draft } = await api.pricing.listsOf({ slug });
  const path = `/commercial/price-lists/${slug}`;
  if (draft?.status !== "draft") redirect(path);
  const { model, for: named, done } = await searchParams;
  const kind = kindsInOrder.find((one) => one === model) ?? kindsInOrder[0]!;
  const customer = customerIn(named);
  const price = forCustomer(draft.prices, customer).find((one) => one.kind === kind)!;
  const standard = forCustomer(draft.prices, "standard").find((one) => one.kind === kind)!;
  const own = price.customerKind === customer;
  const address = (one: string, whose: string) => `${path}/edit?model=${one}&for=${whose}`;
  const problems = draft.problems.filter((one) => one.kind === kind && one.customer === customer);
  const next = kindsInOrder[kindsInOrder.indexOf(kind) + 1];
  const standardReads = standard.standing === "not" ? "Not on offer" : headline(standard.terms);
  return (
    <>
      <PageTitle
        crumbs={[
          { href: "/commercial/price-lists", label: "Price lists" },
          { href: path, label: set.title },
        ]}
        title={`${modelFace[kind].number} ${modelFace[kind].title}`}
        lead="Standing, standard terms, and how far each may be negotiated. Nothing is public before a second person approves the whole list."
      />
      {done === "saved" && (
        <Notice>
          {modelFace[kind].title} is saved for {customerKinds[customer].toLowerCase()}.{" "}
          {next && (
            <Link href={address(next, "standard")}>Go on to {modelFace[next].title.toLowerCase()}</Link>
          )}
          {!next && <Link href={path}>Back to the list</Link>}
        </Notice>
      )}
      <Tabs
        label="Kind of customer"
        current={address(kind, customer)}
        items={customers.map((one) => ({ href: address(kind, one), label: customerKinds[one] }))}
      />
      {problems.length > 0 && (
        <Warning>
          <ul className="mb-0">
            {problems.map(({ path: where, sentence }) => (
              <li key={`${where} ${sentence}`}>
                {parameterName(where)}: {sentence}
              </li>
            ))}
          </ul>
        </Warning>
      )}
      <div className="split">
        <Form
          key={`${kind} ${customer} ${draft.revision}`}
          action={savePrice}
          submit="Save this model"
          fields={{ slug, revision: String(draft.revision), kind, customer }}
        >
          {customer !== "standard" && (
            <>
              <RadioField
                name="how"
                label={`What does this kind of customer pay? (${customerKinds[customer]})`}
                value={!own ? "standard" : price.reductionBp === undefined ? "own" : "reduction"}
                options={[
                  { value: "standard", label: "The same as standard", hint: standardReads },
                  {
                    value: "reduction",
                    label: "A reduction on the standard, worked out for every amount of money",
                    hint:
                      price.reductionBp === undefined
                        ? "Rates, counts and days stay as they are"
                        : `Now ${headline(price.terms)}`,
                  },
                  { value: "own", label: "Terms of its own, as in the fields below" },
                ]}
              />
              <TextField
                name="reduction"
                label="Reduction (%)"
                hint="Counts only if you chose a reduction"
                value={
                  price.reductionBp === undefined
                    ? ""
                    : inWordsOf("percent", price.reductionBp).replace("%", "")
                }
                short
              />
              <h2>Terms of its own</h2>
            </>
          )}
          <RadioField
            name="standing"
            label="Where does it stand?"
            value={price.standing}
            options={Object.entries(standingWords).map(([value, label]) => ({ value, label }))}
          />
          <TextArea
            name="reason"
            label="Why is it not on offer, or what is approval for?"
            hint="Buyers read it on the page of the set"
            value={price.reason}
          />
          <TextField
            name="months"
            label="Standard length in months"
            type="number"
            value={String(price.months)}
          />
          <h2>Standard terms</h2>
          <p className="text-ink-2">
            These count unless the model is not on offer. Each number that is saved can then be given a
            minimum, a maximum and a step.
          </p>
          {parametersOf(kind).map((parameter) => (
            <ParameterField
              key={parameter.name}
              kind={kind}
              parameter={parameter}
              value={price.terms?.[parameter.name]}
              limits={price.limits}
            />
          ))}
        </Form>
        <aside>
          <Panel title="The nine">
            <ul className="list-none p-0">
              {kindsInOrder.map((one) => {
                const standing = forCustomer(draft.prices, customer).find(
                  (other) => other.kind === one,
                )!.standing;
                const wrong = draft.problems.filter((problem) => problem.kind === one).length;
                return (
                  <li key={one} className="mb-2">
                    <span className="inline-flex items-center gap-2">
                      <ModelNumber kind={one} />
                      <Link href={address(one, customer)} aria-current={one === kind ? "page" : undefined}>
                        {modelFace[one].title}
                      </Link>
                    </span>
                    <span className="block text-[0.9375rem] text-ink-2">
                      {standingWords[standing]}
                      {wrong > 0 && `, ${wrong} to mend`}
                    </span>
                  </li>
                );
              })}
            </ul>
          </Panel>
          <Panel title="In short">
            <ModelBadge kind={kind} />
            <p className="mt-2">{price.standing === "not" ? "Not on offer" : headline(price.terms)}</p>
            <p className="mb-0">
              <Link href={`${path}/preview?for=${customer}`}>Preview what a buyer would see</Link>
              <br />
              <Link href={path}>Back, to send it for approval</Link>
            </p>
          </Panel>
        </aside>
      </div>
    </>
  );
}
