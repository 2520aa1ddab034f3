import { sha256 } from "#server/reconciliation/sheet.ts";
import { looksOver } from "./looks-over.ts";
import { expect, type Person, story } from "./people.ts";

story.use({ ownMarketplace: true });

const download = "Download ledger.csv";

/** Asks for the ledger of November. */
async function asksForTheLedger(person: Person) {
  await person.opens("/finance/exports");
  await person.ticks(/^Ledger/);
  await person.fills("From", "2026-11-01");
  await person.fills("Up to and including", "2026-11-30");
  await person.presses("Make the file");
}

story(
  "finance asks for a file, sees it wait for a worker, and downloads what the fingerprint says",
  async ({ tom, owen, marketplace }) => {
    await marketplace.worker.kill();
    await asksForTheLedger(tom);
    await tom.sees("Being made: Ledger, 1 November 2026 to 30 November 2026.");
    await tom.sees("It waits for its turn");
    await marketplace.worker.start();
    // The page looks again by itself.
    await tom.sees(download);
    await tom.sees("All files are made.");
    const begun = tom.page.waitForEvent("download");
    await tom.follows(download);
    const file = await (await begun).createReadStream();
    let text = "";
    for await (const part of file) text += part;
    await tom.sees(sha256(text));
    expect(text.split("\r\n")[0]).toContain("posting_key,transfer,date");
    await looksOver(tom, ["/finance/exports"]);

    await owen.opens("/audit?type=export.taken");
    await expect(owen.page.getByText(sha256(text))).toBeAttached();
    await owen.sees("Tom Barker");
  },
);

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });
  story("a file is asked for, looked for again, and downloaded", async ({ tom, marketplace }) => {
    await marketplace.worker.kill();
    await asksForTheLedger(tom);
    await tom.sees("It waits for its turn");
    await marketplace.worker.start();
    await expect(async () => {
      await tom.follows("Look again");
      await expect(tom.page.getByText(download)).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 20_000 });
    expect(await tom.downloads((await tom.pathOf(download))!)).toContain("TOTAL");
  });
});
