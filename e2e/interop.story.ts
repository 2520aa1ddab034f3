import { Parser } from "n3";
import { expect, story } from "./people.ts";

type Listed = { datasets: { slug: string; links: Record<string, string> }[]; next: string | null };

story(
  "machines read the whole catalogue, dataset by dataset and at once, and are told when nothing changed",
  async ({ visitor }) => {
    // A page by key, to the end: every dataset once.
    const slugs: string[] = [];
    for (let path: string | null = "/api/v1/datasets?limit=10"; path; ) {
      const answer = await visitor.asks(path);
      expect(answer.status()).toBe(200);
      expect(answer.headers()["access-control-allow-origin"]).toBe("*");
      const { datasets, next }: Listed = await answer.json();
      slugs.push(...datasets.map(({ slug }) => slug));
      path = next;
    }
    expect(slugs).toEqual([...new Set(slugs)].sort());
    expect(slugs).toContain("hes-apc");
    expect(slugs.length).toBeGreaterThan(30);

    // The same datasets in the catalogue as DCAT, each as its own address.
    const whole = await visitor.asks("/catalogue/dcat.ttl");
    expect(whole.headers()["content-type"]).toContain("text/turtle");
    const quads = new Parser().parse(await whole.text());
    const sets = quads.filter(
      ({ predicate, object }) =>
        predicate.value.endsWith("#type") && object.value === "http://www.w3.org/ns/dcat#Dataset",
    );
    expect(sets).toHaveLength(slugs.length);
    const again = await visitor.asks("/catalogue/dcat.ttl", { "if-none-match": whole.headers().etag! });
    expect(again.status()).toBe(304);
    expect(
      JSON.parse(await (await visitor.asks("/catalogue/dcat.jsonld")).text())["@graph"].length,
    ).toBeGreaterThan(slugs.length);

    // One dataset in each format.
    expect(
      new Parser().parse(await (await visitor.asks("/datasets/hes-apc/dcat.ttl")).text()).length,
    ).toBeGreaterThan(10);
    const { missing, record } = await (await visitor.asks("/datasets/hes-apc/hdruk.json?explain=1")).json();
    expect(record.summary.title).toBe("Hospital Episode Statistics: Admitted Patient Care");
    expect(missing.map(({ path }: { path: string }) => path)).toContain("summary.contactPoint");
    const { description } = await (await visitor.asks("/api/v1/datasets/hes-apc")).json();
    expect(description.custodian).toBe("NHS England");
    const { columns } = await (await visitor.asks("/api/v1/datasets/hes-apc/columns?limit=5")).json();
    expect(columns).toHaveLength(5);

    // Wrong questions are named.
    for (const [path, status, field] of [
      ["/api/v1/datasets?limit=0", 400, "limit"],
      ["/api/v1/datasets?page=2", 400, "page"],
      ["/api/v1/datasets?updatedSince=yesterday", 400, "updatedSince"],
      ["/api/v1/datasets?after=%00", 400, undefined],
      ["/api/v1/datasets/no-such-set", 404, undefined],
      ["/datasets/no-such-set/dcat.ttl", 404, undefined],
      ["/api/v1/no-such-address", 404, undefined],
    ] as const) {
      const answer = await visitor.asks(path);
      expect(answer.headers()["content-type"]).toBe("application/problem+json");
      expect([path, answer.status(), (await answer.json()).field]).toEqual([path, status, field]);
    }

    // What the doors are is said at a door of its own, and to whoever knocks in another way.
    const doors = await visitor.asks("/api/v1/openapi.json");
    expect(Object.keys((await doors.json()).paths)).toContain("/api/v1/datasets/{slug}/columns");
    const etag = { "if-none-match": doors.headers().etag! };
    expect((await visitor.asks("/api/v1/openapi.json", etag)).status()).toBe(304);
    const deleted = await visitor.page.request.delete(`${visitor.url}/api/v1/datasets`);
    expect([deleted.status(), deleted.headers().allow]).toEqual([405, "GET, HEAD, OPTIONS"]);

    // What search engines read.
    expect(await (await visitor.asks("/sitemap.xml")).text()).toContain("/datasets/hes-apc</loc>");
    expect(await (await visitor.asks("/robots.txt")).text()).toContain("/sitemap.xml");
    await visitor.opens("/datasets/hes-apc");
    const inPage = await visitor.page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(inPage!)).toMatchObject({ "@type": "Dataset", creator: { name: "NHS England" } });
    expect(visitor.problems).toEqual([]);
  },
);
