import { expect, test } from "vitest";
import { knockAt } from "#server/testing/knock.ts";
import { marketplace } from "#server/testing/marketplace.ts";
import { getDcatOfAll, getDcatOfOne } from "./exports.ts";

test("an address is given the whole catalogue thirty times in five minutes; then a problem says when to come back", async () => {
  await using market = await marketplace();
  process.env.DATABASE_URL ??= market.appUrl;
  const request = new Request("http://localhost/catalogue/dcat.ttl", { method: "HEAD" });
  const whole = async () => (await getDcatOfAll(request, knockAt(market), "turtle")).status;
  const statuses = [];
  for (let many = 0; many < 30; many++) statuses.push(await whole());
  expect(statuses).toEqual(Array(30).fill(200));
  const refused = await getDcatOfAll(request, knockAt(market), "turtle");
  expect([refused.status, await refused.json()]).toMatchObject([
    429,
    {
      code: "too_many_tries",
      detail: expect.stringContaining("The whole catalogue was asked for very often"),
    },
  ]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  // One dataset is another matter.
  expect((await getDcatOfOne(request, knockAt(market), "hes-apc", "turtle")).status).toBe(200);
});
