import { aLicence, states, timePasses } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "sales two hundred times the forecast are billed once two of finance agree; a slip is taken back by two",
  async ({ anthony, james, samuel, tom, nadia, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "sact",
      kind: "royalty",
      title: "Sales beyond all forecasts",
      months: 24,
      netSalesPerYear: "1000000",
    });
    await timePasses(marketplace, "month", 3);
    await states(anthony, licence, ([month]) => `month,gross\n${month},200000000\n`);

    await tom.awaits("/finance", `Nothing is billed under ${licence}`);
    await tom.opens("/finance/parked");
    await tom.sees("without two people's word");
    await looksOver(tom, ["/finance/parked"]);
    await tom.opens("/finance/parked");
    await tom.fills("Why is it right?", "The trial succeeded; the figures are in their annual report");
    await tom.presses("Propose to bill it");
    await tom.sees("Another finance officer decides");
    await tom.doesNotSee("Let it be billed");

    await nadia.opens("/finance/parked");
    await nadia.sees("The trial succeeded");
    await nadia.presses("Let it be billed");
    await nadia.sees("It is agreed");
    await tom.awaits(`/finance/invoices?licence=${licence}`, /£\d,\d{3},\d{3}\.\d\d/);
    await tom.opens("/finance/parked");
    await tom.sees("No licence is parked");

    // It was a slip after all.
    await james.opens(`/licences/${licence}`);
    await james.follows(/^Take back/);
    await james.fills("What is wrong with it?", "Pence were typed as pounds");
    await james.presses("Propose to take it back");
    await james.sees("A colleague decides");
    await samuel.opens(`/licences/${licence}`);
    await samuel.sees("Pence were typed as pounds");
    await samuel.presses("Take it back");
    await samuel.sees("It is taken back");
    await tom.awaits(`/finance/invoices?licence=${licence}`, /^CN-/);
  },
);
