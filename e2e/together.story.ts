import { applies, approves, offers } from "./deal.ts";
import { expect, story } from "./people.ts";

story(
  "two signatories press at the same moment: one signs, the other is told",
  async ({ ruth, helen, leo, amara, astral }) => {
    const wanted = {
      search: "imaging",
      dataset: "Diagnostic Imaging Dataset",
      kind: "subscription" as const,
      title: "Scans that were read twice",
    };
    const offer = await offers(ruth, await applies(leo, wanted), wanted);
    await approves(astral, offer);
    for (const person of [leo, amara]) {
      await person.confirms();
      await person.opens(`/offers/${offer}/sign`);
      await person.fills("Your full name", person.name);
      await person.ticks(/I may sign for/);
    }
    await Promise.all([leo.presses("Sign the contract"), amara.presses("Sign the contract")]);
    const outcome = async (person: typeof leo) => {
      const said = person.page
        .getByText(
          /^You have signed\.|signed this at the same moment|changed this offer at the same moment|You cannot sign an offer/,
        )
        .first();
      await expect(said).toBeVisible();
      return (await said.innerText()).startsWith("You have signed.") ? "signed" : "told";
    };
    expect((await Promise.all([outcome(leo), outcome(amara)])).sort()).toEqual(["signed", "told"]);
    await helen.opens(`/offers/${offer}`);
    const signed = helen.page.getByRole("region", { name: "Signed for the licensee" });
    await expect(signed.getByText(/Signatory of Astral Biologics/)).toHaveCount(1);
  },
);

story(
  "a buyer who guesses another's addresses is told that there is no such page",
  async ({ priya, jonas }) => {
    await jonas.opens("/licences");
    const theirs = await jonas.page
      .getByRole("link", { name: /./ })
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute("href") ?? "").filter((href) => /^\/licences\/HDL/.test(href)),
      );
    await jonas.opens("/invoices");
    const invoices = await jonas.page
      .getByRole("link", { name: /^INV-/ })
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    expect(theirs.length).toBeGreaterThan(0);
    for (const address of [
      ...theirs,
      ...invoices.slice(0, 2),
      `${invoices[0]}/pdf`,
      "/licences/HDL-2099-9999",
      "/invoices/INV-999999",
      "/offers/OFR-2099-0001",
      "/applications/APP-2099-0001",
    ]) {
      const answer = await priya.asks(address);
      expect(answer.status(), address).toBe(404);
    }
    await priya.opens(theirs[0]!);
    await priya.sees("We cannot find that page");
    await priya.opens("/finance/invoices");
    await priya.sees("This is not for your role");
  },
);
