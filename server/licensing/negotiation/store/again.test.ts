import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications } from "#db/schema/applications.ts";
import { walk } from "#server/demonstration/deals.ts";
import { system } from "#server/lib/actor.ts";
import { asOneChange } from "#server/lib/change.ts";
import { addDays } from "#server/lib/dates.ts";
import { readApplication } from "#server/licensing/applications/store.ts";
import { commercial } from "#server/reporting/dashboards/store/commercial.ts";
import { workspace } from "#server/reporting/dashboards/store/workspace.ts";
import { aSubscription, marketplace } from "#server/testing/marketplace.ts";
import { offerSchema } from "../form.ts";
import { approveOffer, closeOffer, lapseOffers } from "./decisions.ts";
import { makeOffer } from "./offers.ts";
import { readOffer } from "./pages.ts";

type Market = Awaited<ReturnType<typeof marketplace>>;

const stateOf = async (market: Market, application: string) =>
  (await readApplication(market.as(market.people.james), application)).status;

const offerAgain = (market: Market, application: string, day = market.today) =>
  makeOffer(
    market.as(market.people.james, day),
    offerSchema.parse({ application, startsOn: day, months: 12, expiresOn: addDays(day, 30) }),
  );

test("an application is approved when people approved its offer, and in review again when that is replaced", async () => {
  await using market = await marketplace();
  const { james, samuel } = market.people;
  const { application, offer } = await walk(market.on(market.today), market.cast, aSubscription, "offered");
  expect(await stateOf(market, application)).toBe("in_review");
  const { contractHash } = await readOffer(market.as(samuel), offer!);
  await approveOffer(market.as(samuel), { reference: offer!, contractHash, as: "approver", evidence: "" });
  expect(await stateOf(market, application)).toBe("approved");
  await makeOffer(
    market.as(james),
    offerSchema.parse({
      application,
      startsOn: market.today,
      months: 12,
      expiresOn: addDays(market.today, 20),
    }),
  );
  expect(await stateOf(market, application)).toBe("in_review");
});

test.each([
  ["withdrawn", "was withdrawn"],
  ["declined", "was declined"],
  ["lapsed", "has lapsed"],
] as const)(
  "an offer that is %s leaves the application with the NHS, as a task and to be offered again",
  async (how, words) => {
    await using market = await marketplace();
    const { james, anthony } = market.people;
    const { application, offer } = await walk(
      market.on(market.today),
      market.cast,
      aSubscription,
      "approved",
    );
    const after = addDays(market.today, 31);
    const reason = "Not in this form.";
    if (how === "withdrawn")
      await closeOffer(market.as(james), { reference: offer!, move: "withdraw", reason });
    if (how === "declined")
      await closeOffer(market.as(anthony), { reference: offer!, move: "decline", reason });
    if (how === "lapsed") await lapseOffers(market.as(system, after));
    expect(await stateOf(market, application)).toBe("submitted");
    const { tasks } = await commercial(market.as(james, after));
    expect(tasks.filter(({ action }) => action === "Offer again")).toMatchObject([
      {
        title: `Offer again to Meridian Therapeutics: ${aSubscription.title}`,
        note: `${offer} ${words}. Make another offer for ${application}, or say why not`,
      },
    ]);
    const again = await offerAgain(market, application, after);
    expect(again.reference).not.toBe(offer);
    expect(await stateOf(market, application)).toBe("in_review");
  },
);

test("an offer that the NHS does not sign is a task of its manager in the last week, and of the buyer once it has lapsed", async () => {
  await using market = await marketplace();
  const { james, priya } = market.people;
  const { application, offer } = await walk(
    market.on(market.today),
    market.cast,
    aSubscription,
    "part_signed",
  );
  const lapsing = async (days: number) =>
    (await commercial(market.as(james, addDays(market.today, days)))).tasks
      .filter(({ title }) => title.startsWith("The offer to"))
      .map(({ note }) => note);
  expect(await lapsing(22)).toEqual([]);
  expect(await lapsing(23)).toEqual([`${offer} waits for the signature of the NHS; the buyer has signed`]);
  const after = addDays(market.today, 31);
  await lapseOffers(market.as(system, after));
  expect((await workspace(market.as(priya, after))).tasks).toMatchObject([
    {
      title: `Offer ${offer} has lapsed: ${aSubscription.title}`,
      note: `${application} is with the NHS again, which can make another offer`,
    },
  ]);
});

test("the database refuses an application that says what its offers do not", async () => {
  await using market = await marketplace();
  const { application } = await walk(market.on(market.today), market.cast, aSubscription, "offered");
  const say = (status: "approved" | "submitted") =>
    asOneChange(market.as(system), ({ tx }) =>
      tx.update(applications).set({ status }).where(eq(applications.reference, application)),
    );
  for (const status of ["approved", "submitted"] as const)
    await expect(say(status)).rejects.toMatchObject({
      cause: { message: `an application is ${status}, and its offers say in_review` },
    });
});
