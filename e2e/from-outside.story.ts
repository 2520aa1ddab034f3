import { aLicence } from "./licence.ts";
import { expect, type Person, story } from "./people.ts";

story.use({ ownMarketplace: true });

async function sends(person: Person, bytes: Buffer) {
  await person.page
    .getByLabel("File of comma-separated values")
    .setInputFiles({ name: "usage.csv", mimeType: "text/csv", buffer: bytes });
  await person.presses("Send the file");
}

const fromOutside = async (priya: Person, licence: string, day: string) => {
  const rows = [
    "source,id,quantity,at,subject",
    ...["é1", "è1"].map((id) => `cafe,${id},1000,${day}T00:00:01Z,`),
  ];
  await priya.opens(`/licences/${licence}/usage`);
  await sends(priya, Buffer.from(rows.join("\r\n"), "latin1"));
  await priya.sees(/Line 2 is not in UTF-8, as when Excel saves plain CSV/);
  await sends(priya, Buffer.from(`\uFEFF${rows.join("\r\n").replaceAll(",", ";")}\r\n;;;;\r\n;;;;\r\n`));
  await priya.sees(/2 taken in/);
  await sends(priya, Buffer.from(rows.join("\r\n").normalize("NFD")));
  await priya.sees(/2 known before/);
};

story(
  "two uses whose ids differ by an accent are two: Windows-1252 is refused, semicolons and another form of Unicode are read",
  async ({ priya, marketplace }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "usage_based",
      title: "Rows with accents",
      months: 12,
      usagePerMonth: "7000000",
    });
    const { today } = await marketplace.at();
    await fromOutside(priya, licence, today);
  },
);

story(
  "an organisation that looks like another is not added, one from a list of countries is, and it gets a new name",
  async ({ alice }) => {
    await alice.opens("/admin");
    await alice.fills("Name", "Мeridian  THERAPEUTICS");
    await alice.fills("What it does", "pharmaceuticals");
    await alice.chooses("Country", "Isle of Man");
    await alice.fills("Address", "1 Athol Street");
    await alice.presses("Add organisation");
    await alice.sees(/^This looks like Meridian Therapeutics, which is here already/);
    await alice.fills("Name", "Athol Data");
    await alice.presses("Add organisation");
    await alice.sees("The organisation is added. Now add its people.");
    await alice.sees("Isle of Man");
    await alice.fills("What is it called from now on?", "Athol Health Data");
    await alice.presses("Rename");
    await alice.sees("The organisation has its new name.");
    await expect(alice.page.getByRole("heading", { level: 1 })).toHaveText("Athol Health Data");
  },
);
