import { aLicence } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { expect, story } from "./people.ts";

story(
  "anybody reads on the public register who uses which data and what for, but not what it costs; and takes it as a file",
  async ({ visitor, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "subscription",
      title: "Falls in the first week at home",
      months: 12,
    });
    await visitor.opens("/");
    await visitor.page.locator("footer").getByRole("link", { name: "Public register" }).click();
    await visitor.fills("Licensee, project or dataset", "first week at home");
    await visitor.presses("Show these");
    await visitor.follows("Falls in the first week at home");
    await visitor.isAt(`/register/${licence}`);
    await visitor.sees("Describe the pathway of patients, step by step, and what follows each step.");
    await visitor.sees("Patients wait less, and clinicians learn which step works.");
    await visitor.sees("Agreed between the parties, and not published");
    const shown = await visitor.page.locator("main").innerText();
    expect(shown).not.toMatch(/£|Priya|Anthony/);

    const rows = (await visitor.downloads("/register/register.csv?q=first+week+at+home"))
      .trim()
      .split("\r\n");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain(`${licence},Meridian Therapeutics,Falls in the first week at home`);
    expect((await visitor.asks(`/licences/${licence}`)).url()).toContain("/sign-in");
    await looksOver(visitor, ["/register", `/register/${licence}`]);
  },
);

story("what an application publishes is said on its form", async ({ priya }) => {
  await priya.opens("/applications/new?dataset=hes-apc&model=subscription");
  await priya.sees(/It shows no price, no number of people and no name of a person/);
});
