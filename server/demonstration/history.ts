import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import {
  allocateReceipt,
  decideReceipt,
  recordReceipt,
  takeReceipt,
} from "#server/billing/receipts/store.ts";
import { type Person, system } from "#server/lib/actor.ts";
import { type Ask, asReading } from "#server/lib/change.ts";
import { addDays, addMonths, type CivilDate } from "#server/lib/dates.ts";
import { pounds } from "#server/lib/money.ts";
import { nextDay, setDate } from "#server/licensing/daily/store/clock.ts";
import { runDay } from "#server/licensing/daily/store/run.ts";
import { handIn } from "#server/licensing/deliverables/store/deliverables.ts";
import { decideTermination, proposeTermination } from "#server/licensing/lifecycle/store/termination.ts";
import { reportFact } from "#server/licensing/settlement/store/facts.ts";
import { type Cast, type Deal, type Stage, walk } from "./deals.ts";
import { everyDemoPerson } from "./people.ts";

type People = Awaited<ReturnType<typeof everyDemoPerson>>;
type Step = { on: CivilDate; act(at: Omit<Ask, "actor">): Promise<unknown> };

/**
 * A year and more of business, lived day by day: people apply, offer, approve, sign, report and pay through the
 * stores, and the daily run does what falls due between. Ends on `today`, with something to show on every screen.
 */
export async function seedHistory(db: Database, today: CivilDate) {
  const people = await everyDemoPerson({ db, now: new Date(), today });
  const steps = script(people, today).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  let day = steps[0]!.on;
  for (;;) {
    const at = { db, now: new Date(`${day}T10:00:00Z`), today: day };
    await setDate({ ...at, actor: system }, day);
    await runDay({ ...at, actor: system });
    for (const step of steps.filter(({ on }) => on === day)) await step.act(at);
    // What was reported today is billed today: the worker would do it within the second.
    await runDay({ ...at, actor: system }, { whole: steps.some(({ on }) => on === day) });
    if (day >= today) break;
    const stop = await nextDay({ ...at, actor: system }, day, today);
    const act = steps.find(({ on }) => on > day)?.on;
    day = act && act < stop ? act : stop;
  }
}

function script(people: People, today: CivilDate): Step[] {
  const steps: Step[] = [];
  const licences = new Map<string, string>();
  const on = (day: CivilDate, act: Step["act"]) => {
    if (day <= today) steps.push({ on: day, act });
  };
  const ago = (months: number, days = 0) => addDays(addMonths(today, -months), days);

  const nhs = {
    manager: people.james,
    approver: people.samuel,
    second: people.farah,
    finance: people.tom,
    nhs: people.helen,
  };
  const meridian: Cast = { ...nhs, member: people.priya, signatory: people.anthony };
  const corvus: Cast = { ...nhs, manager: people.ruth, member: people.dana, signatory: people.marcus };
  const halden: Cast = { ...nhs, member: people.jonas, signatory: people.katrin };
  const astral: Cast = { ...nhs, manager: people.ruth, member: people.leo, signatory: people.amara };
  const northgate: Cast = { ...nhs, member: people.ian, signatory: people.wendy };

  const deal = (day: CivilDate, name: string, cast: Cast, what: Deal, stage: Stage = "signed") =>
    on(day, async (at) => {
      const { licence } = await walk(at, cast, what, stage);
      if (licence) licences.set(name, licence);
    });
  const fact = (
    day: CivilDate,
    name: string,
    by: Person,
    body: { component: string; fact: string; id: string; on?: CivilDate } & Record<string, unknown>,
  ) =>
    on(day, async (at) => {
      const { component, fact: kind, id, on: about = day, ...rest } = body;
      await reportFact(
        { ...at, actor: by },
        {
          licence: licences.get(name)!,
          component,
          fact: kind,
          id,
          on: about,
          body: rest,
          evidence: "",
          retracted: false,
        },
      );
    });
  /** Pays everything that is open on a licence, all or a part of the oldest. */
  const pays = (day: CivilDate, name: string, payer: string, part: "all" | "half" = "all") =>
    on(day, async (at) => {
      const open = await openDocuments({ ...at, actor: people.tom }, licences.get(name)!);
      for (const { number, paymentReference, outstanding } of open) {
        const amount = part === "half" ? outstanding / 2n : outstanding;
        const ask = { ...at, actor: people.tom };
        const taken = await takeReceipt(ask, {
          amount: pounds(amount),
          receivedOn: day,
          payer,
          referenceAsReceived: paymentReference,
          requestKey: `seed ${number} ${day}`,
        });
        const reference =
          taken.reference ??
          (await decideReceipt({ ...at, actor: people.nadia }, { id: taken.proposal, approve: true }))!
            .reference;
        await allocateReceipt(ask, { receipt: reference, document: number, amount: pounds(amount) });
        if (part === "half") return;
      }
    });

  // 5 Subscription: a full year, expired; and one that runs, paid.
  deal(ago(14), "registry", halden, {
    dataset: "nvr",
    kind: "subscription",
    title: "Stent durability by maker",
    months: 12,
    users: 3,
    purpose: "Compare how long stents of different makers last, by age and risk of the patient.",
    benefit: "Surgeons choose stents that last longer, so fewer patients need a second operation.",
  });
  pays(ago(13, 4), "registry", "HALDEN DEVICES GMBH");
  deal(ago(11), "admissions", meridian, {
    dataset: "hes-apc",
    kind: "subscription",
    title: "Heart failure admissions and readmissions",
    months: 12,
    users: 6,
    purpose:
      "Describe who is admitted again within thirty days of a heart failure admission, and after which treatment.",
    benefit: "Trusts learn which patients need a call in the first week, so fewer come back as emergencies.",
  });
  pays(ago(10, 2), "admissions", "MERIDIAN THERAPEUTICS");

  // 7 Royalty: guarantee paid, three statements, the last one late.
  deal(ago(10), "chemotherapy", meridian, {
    dataset: "sact",
    kind: "royalty",
    title: "Chemotherapy for trial design in breast cancer",
    months: 60,
    users: 12,
    netSalesPerYear: "9000000",
    purpose: "Design phase III trials in breast cancer on how treatment is given in practice.",
    benefit: "Trials that fit practice recruit faster, and patients get better medicines sooner.",
  });
  pays(ago(9, 3), "chemotherapy", "MERIDIAN THERAPEUTICS");
  fact(ago(6, -14), "chemotherapy", people.anthony, {
    component: "royalty",
    fact: "reported",
    id: "first quarter",
    on: ago(10),
    sales: [{ on: ago(8), gross: "300000000", deductions: "12345678" }],
  });
  fact(ago(3, -14), "chemotherapy", people.anthony, {
    component: "royalty",
    fact: "reported",
    id: "second quarter",
    on: ago(7),
    sales: [{ on: ago(5), gross: "420000000", deductions: "50120000" }],
  });
  pays(ago(2), "chemotherapy", "MERIDIAN THERAPEUTICS");

  // 6 Usage: billed month by month to a business abroad; the last bills are open.
  deal(ago(7), "dispensing", corvus, {
    dataset: "medicines-dispensed",
    kind: "usage_based",
    title: "Adherence to heart medicines",
    months: 12,
    users: 25,
    usagePerMonth: "3000000",
    purpose: "Build a service that tells practices which patients stop taking heart medicines.",
    benefit: "Practices reach patients before a stroke or heart attack happens.",
  });
  for (let month = 0; month < 7; month++) {
    const about = addDays(addMonths(ago(7), month), 12);
    fact(about, "dispensing", people.dana, {
      component: "usage",
      fact: "used",
      id: `month ${month + 1}`,
      on: about,
      quantity: String(2_400_000 + month * 330_000),
    });
  }
  pays(ago(4), "dispensing", "CORVUS CLOUD INC");
  pays(ago(2, 6), "dispensing", "CORVUS CLOUD INC", "half");

  // 2 Data in return: one part accepted, the other handed in late.
  deal(ago(8), "imaging", astral, {
    dataset: "did",
    kind: "data_return",
    title: "Cleaner labels for imaging requests",
    months: 12,
    users: 4,
    purpose: "Clean and label imaging requests so that models can read why a scan was asked for.",
    benefit: "The NHS gets the cleaned set back and can shorten waits for scans.",
  });
  on(ago(4, 3), (at) =>
    handIn(
      { ...at, actor: people.leo },
      {
        reference: licences.get("imaging")!,
        deliverable: "Cleaned dataset",
        file: { name: "imaging-requests-cleaned.csv", content: cleanedRequests() },
      },
    ),
  );
  fact(ago(4, 9), "imaging", people.ruth, {
    component: "return",
    fact: "accepted",
    id: "set accepted",
    deliverable: "Cleaned dataset",
  });

  // 3 Cost recovery: deposit, work, final account, paid.
  deal(ago(6), "outpatients", northgate, {
    dataset: "hes-op",
    kind: "cost_recovery",
    title: "Missed appointments and distance",
    months: 12,
    users: 6,
    purpose: "Study whether people who live far from a clinic miss more appointments.",
    benefit: "Clinics can be put where they are missed least.",
  });
  pays(ago(5, 4), "outpatients", "NORTHGATE UNIVERSITY");
  fact(ago(4), "outpatients", people.james, {
    component: "service",
    fact: "worked",
    id: "application",
    rate: "new application",
    quantity: "1",
  });
  fact(ago(4), "outpatients", people.james, {
    component: "service",
    fact: "worked",
    id: "set-up",
    rate: "set-up",
    quantity: "1",
  });
  fact(ago(4), "outpatients", people.james, {
    component: "service",
    fact: "worked",
    id: "analyst",
    rate: "analyst hour",
    quantity: "37.5",
  });
  fact(ago(4, 1), "outpatients", people.james, { component: "service", fact: "completed", id: "done" });
  pays(ago(3, 5), "outpatients", "NORTHGATE UNIVERSITY");

  // 4 One-off fee in three instalments, the second reached.
  deal(ago(9), "implants", halden, {
    dataset: "njr",
    kind: "one_off_fee",
    title: "Early warning for failing implants",
    months: 36,
    users: 6,
    purpose: "Find implants that fail earlier than expected, by component and surgeon's technique.",
    benefit: "Implants that fail are withdrawn years earlier.",
  });
  pays(ago(8, 2), "implants", "HALDEN DEVICES GMBH");
  fact(ago(3), "implants", people.james, {
    component: "fee",
    fact: "reached",
    id: "data received",
    milestone: "Data received",
  });

  // 1 Free access, with its first use report due soon.
  deal(ago(5), "stroke", northgate, {
    dataset: "hes-ae",
    kind: "free_access",
    title: "Stroke arrivals at night",
    months: 12,
    users: 2,
    purpose: "Describe when people with stroke reach an emergency department, by hour and distance.",
    benefit: "Ambulance services learn where minutes are lost.",
  });

  // 8 Equity share, allotted and valued.
  deal(ago(12), "devices", astral, {
    dataset: "mdor",
    kind: "equity_share",
    title: "A monitor for implanted devices",
    months: 60,
    users: 5,
    purpose: "Train a monitor that notices when an implanted device behaves unlike its kind.",
    benefit: "Patients are called in before a device fails.",
  });
  fact(ago(12, 10), "devices", people.ruth, { component: "equity", fact: "allotted", id: "allotment" });
  pays(ago(11, 12), "devices", "ASTRAL BIOLOGICS LTD");
  fact(ago(4), "devices", people.ruth, { component: "equity", fact: "valued", id: "half-year", price: 1510 });

  // 9 Profit share, on account by quarter.
  deal(ago(11), "planning", corvus, {
    dataset: "hes-apc",
    kind: "profit_share",
    title: "Bed planning for trusts",
    months: 60,
    users: 30,
    profitPerYear: "4000000",
    purpose: "Build and sell a planner that tells a trust how many beds it will need next week.",
    benefit: "Fewer operations are cancelled for want of a bed.",
  });
  for (let quarter = 1; quarter <= 3; quarter++) {
    const end = addDays(addMonths(ago(11), quarter * 3), -1);
    fact(end, "planning", people.marcus, {
      component: "profit",
      fact: "estimated",
      id: `quarter ${quarter}`,
      on: end,
      share: String(4_000_000 + quarter * 500_000),
    });
  }
  pays(ago(7), "planning", "CORVUS CLOUD INC");

  // Ended early by our fault: the unused days are credited.
  deal(ago(8, 5), "emergency", corvus, {
    dataset: "ecds",
    kind: "subscription",
    title: "Emergency demand by weather",
    months: 12,
    users: 6,
    purpose: "Relate emergency attendances to heat, cold and air quality.",
    benefit: "Hospitals staff up before a heatwave, not during it.",
  });
  pays(ago(7, 8), "emergency", "CORVUS CLOUD INC");
  on(ago(1, 6), async (at) => {
    const { id } = await proposeTermination(
      { ...at, actor: people.ruth },
      {
        reference: licences.get("emergency")!,
        on: at.today,
        by: "supplier_fault",
        reason: "The monthly refresh failed three times in a row and we could not mend it in time.",
      },
    );
    await decideTermination({ ...at, actor: people.farah }, { id, approve: true });
  });

  // Money that nobody can place yet.
  on(ago(0, -9), (at) =>
    recordReceipt(
      { ...at, actor: people.tom },
      {
        amount: pounds(840_000n),
        receivedOn: at.today,
        payer: "MERIDIAN THERA",
        referenceAsReceived: "LICENCE NOV",
        requestKey: "seed suspense 1",
      },
    ),
  );

  // The pipeline as it stands.
  const pipeline = (
    days: number,
    cast: Cast,
    dataset: string,
    kind: Deal["kind"],
    title: string,
    stage: Stage,
    extra: Partial<Deal> = {},
  ) =>
    deal(
      ago(0, -days),
      title,
      cast,
      {
        dataset,
        kind,
        title,
        months: 12,
        startsIn: 45,
        purpose: `${title}: describe the pathway of patients, step by step, and what follows each step.`,
        benefit: "Patients wait less and clinicians learn what works.",
        ...extra,
      },
      stage,
    );
  pipeline(70, corvus, "csds", "subscription", "District nursing rounds", "rejected");
  pipeline(60, halden, "rtds", "subscription", "Downtime of treatment machines", "declined");
  pipeline(52, meridian, "talking-therapies", "subscription", "Therapy after heart attack", "approved");
  pipeline(20, meridian, "ncrd", "subscription", "Survival after first recurrence", "part_signed");
  pipeline(12, corvus, "hes-op", "usage_based", "Letters that bring patients back", "approved", {
    usagePerMonth: "2000000",
  });
  pipeline(8, halden, "mdor", "royalty", "Pumps that call for help", "offered", {
    months: 60,
    netSalesPerYear: "2500000",
  });
  pipeline(5, astral, "did", "subscription", "Second reading of chest scans", "offered");
  pipeline(3, meridian, "cprd-aurum", "subscription", "Statins started late", "applied");
  pipeline(1, northgate, "nda", "cost_recovery", "Feet checks in diabetes", "applied");
  return steps;
}

const openDocuments = (ask: Ask, licence: string) =>
  asReading(ask, async ({ tx }) => {
    const { rows } = await tx.execute<{ number: string; reference: string; outstanding: string }>(sql`
      select d.number, d.payment_reference as reference, o.outstanding_pence::text as outstanding
      from ${documents} d join open_items o on o.document_id = d.id join licences l on l.id = d.licence_id
      where l.reference = ${licence} and o.outstanding_pence > 0 order by d.issued_on, d.number`);
    return rows.map(({ number, reference, outstanding }) => ({
      number,
      paymentReference: reference,
      outstanding: BigInt(outstanding),
    }));
  });

/** A made-up return of 1,200 rows; every fiftieth request has no code yet. */
function cleanedRequests(): Uint8Array {
  const rows = Array.from({ length: 1_200 }, (_, index) => {
    const day = addDays("2026-01-01" as CivilDate, index % 90);
    return [`R${index + 1}`, day, index % 50 === 0 ? "" : String(168_537_006 + (index % 40)), "SNOMED CT"];
  });
  return new TextEncoder().encode(["record,event_date,code,code_system", ...rows].join("\n"));
}
