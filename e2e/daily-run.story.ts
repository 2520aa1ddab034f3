import { aLicence } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { story } from "./people.ts";

story.use({ ownMarketplace: true });

story(
  "a run by hand is proposed by one of finance, started by another, made by the worker and seen to its end",
  async ({ tom, nadia, marketplace }) => {
    await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "subscription",
      title: "Falls at home",
      months: 24,
    });
    await marketplace.worker.kill();
    await tom.opens("/finance/run");
    await tom.presses("Propose a run");
    await tom.sees("Another finance officer starts it");
    await tom.doesNotSee("Start the run");

    await nadia.opens("/finance/run");
    await nadia.presses("Start the run");
    await nadia.sees("The run begins");
    await nadia.doesNotSee("1 of 1");
    await marketplace.worker.start();
    // The page looks again by itself.
    await nadia.sees("1 of 1");
    await nadia.sees("finished");
    await looksOver(nadia, ["/finance/run"]);
  },
);
