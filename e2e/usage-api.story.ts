import { financeSees } from "./books.ts";
import { aLicence, timePasses } from "./licence.ts";
import { looksOver } from "./looks-over.ts";
import { expect, type Person, story } from "./people.ts";

story.use({ ownMarketplace: true });

/** The secret, as it stands on the answer to the form. */
async function makesToken(signatory: Person): Promise<string> {
  await signatory.opens("/organisation");
  await signatory.follows("Make and revoke tokens");
  await signatory.fills("Name", "Meter in Leeds");
  await signatory.ticks("Send usage");
  await signatory.presses("Make the token");
  await signatory.sees("it is shown this once");
  return signatory.page.getByRole("status").locator("code").innerText();
}

const send = (url: string, secret: string, events: unknown[]) =>
  fetch(`${url}/api/v1/usage`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ events }),
  });

story(
  "usage by machine: a token, a batch sent twice, the charge beside it, and the bill after the month",
  async ({ priya, anthony, marketplace, james, tom }) => {
    const licence = await aLicence(marketplace, "meridian", {
      dataset: "hes-apc",
      kind: "usage_based",
      title: "Rows counted by a meter",
      months: 12,
      usagePerMonth: "7000000",
    });
    const secret = await makesToken(anthony);
    await anthony.opens("/organisation/tokens");
    await anthony.sees(`${secret.slice(0, 12)}…`);
    await anthony.doesNotSee(secret);

    const { today: day } = await marketplace.at();
    const event = (id: string, quantity: string, more = {}) => ({
      source: "leeds",
      id,
      licence,
      quantity,
      at: `${day}T00:00:01+00:00`,
      ...more,
    });
    const batch = [
      event("1", "7000000"),
      event("2", "350000"),
      event("3", "5", { licence: "HDL-2099-0001" }),
      event("4", "5", { component: "seats" }),
    ];
    const first = await send(priya.url, secret, batch);
    expect({ status: first.status, body: await first.json() }).toEqual({
      status: 200,
      body: {
        accepted: 2,
        duplicates: 0,
        exceptions: [
          { source: "leeds", id: "3", reason: "unknown_licence" },
          { source: "leeds", id: "4", reason: "unknown_meter" },
        ],
      },
    });
    expect(await (await send(priya.url, secret, batch)).json()).toMatchObject({ accepted: 0, duplicates: 2 });
    const stranger = await send(priya.url, "hdm_wrong", batch);
    expect(stranger.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect(await stranger.json()).toMatchObject({ status: 401, code: "wrong_credentials" });

    await priya.awaits(`/licences/${licence}/usage`, "£2,067.50");
    await priya.sees("7,350,000");
    await priya.sees(/over 5,000,000 at 0.0175p/);
    await priya.sees("The licence meters nothing under this name");
    await uploads(priya, `source,id,quantity,at,subject\nleeds,5,many,${day}T00:00:01Z,\n`);
    await priya.sees("Line 2: quantity: Send the quantity as decimal text");
    await uploads(priya, `source,id,quantity,at,subject\r\nleeds,2,350000,${day}T00:00:01Z,\r\n`);
    await priya.sees("0 taken in, 1 known before, 0 put aside");

    await looksOver(priya, [`/licences/${licence}/usage`]);
    await looksOver(anthony, ["/organisation/tokens"]);

    await james.confirms();
    await james.opens(`/licences/${licence}/usage`);
    await james.follows("Decide leeds 4");
    await james.sees("What becomes of it?");
    await looksOver(james, [new URL(james.page.url()).pathname + new URL(james.page.url()).search]);
    await james.ticks("Set it aside");
    await james.fills("Why?", "A trial of the meter, by mail");
    await james.presses("Decide");
    await james.sees("Your decision is on record");

    await timePasses(marketplace, "month");
    await timePasses(marketplace, "day", 5);
    await financeSees(tom, licence, [{ net: "2,067.50", vat: "413.50", gross: "2,481.00" }]);

    await anthony.opens("/organisation/tokens");
    await anthony.presses("Revoke the token Meter in Leeds");
    await anthony.sees("The token is revoked");
    expect((await send(priya.url, secret, batch)).status).toBe(401);
  },
);

async function uploads(person: Person, csv: string) {
  await person.page
    .getByLabel("File of comma-separated values")
    .setInputFiles({ name: "usage.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await person.presses("Send the file");
}

story.describe("without JavaScript", () => {
  story.use({ withoutJavaScript: true });
  story("a token is made, shown once and revoked", async ({ anthony }) => {
    const secret = await makesToken(anthony);
    expect(secret).toMatch(/^hdm_[\w-]{43}$/);
    await anthony.opens("/organisation/tokens");
    await anthony.doesNotSee(secret);
    await anthony.presses("Revoke the token Meter in Leeds");
    await anthony.sees("The token is revoked");
  });
});
