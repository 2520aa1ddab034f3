import type { Dataset } from "./dataset.ts";

/** Its address to copy in one click of the mouse, and the same description for machines. */
export const Share = ({ dataset: { slug, columns }, url }: { dataset: Dataset; url: string }) => (
  <section aria-labelledby="share">
    <h2 id="share">Share and reuse</h2>
    <p className="mb-1 text-ink-2">Permanent address of this page; click to select it.</p>
    <p>
      <code className="inline-block rounded bg-wash px-3 py-2 font-sans break-all select-all">{url}</code>
    </p>
    <p className="no-print">
      The same description for machines: <a href={`/datasets/${slug}/dcat.ttl`}>DCAT (Turtle)</a>,{" "}
      <a href={`/datasets/${slug}/dcat.jsonld`}>DCAT (JSON-LD)</a>,{" "}
      <a href={`/datasets/${slug}/hdruk.json`}>HDR UK 4.0.0 (JSON)</a>
      {columns.count > 0 && (
        <>
          , <a href={`/datasets/${slug}/columns.csv`}>data dictionary (CSV)</a>
        </>
      )}
      . The whole catalogue: <a href="/catalogue/dcat.ttl">DCAT (Turtle)</a>,{" "}
      <a href="/catalogue/dcat.jsonld">DCAT (JSON-LD)</a>, <a href="/api/v1/datasets">API (JSON)</a>.
    </p>
  </section>
);
