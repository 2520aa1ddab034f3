import { api } from "#app/_trpc/server.ts";

/** A file as it was handed in: always saved, never shown, whatever its name says it is. */
export async function GET(_: Request, { params }: RouteContext<"/licences/[reference]/files/[id]">) {
  const { name, content } = await api.licensing.evidenceFile(await params);
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return new Response(new Uint8Array(content), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
      "content-length": String(content.byteLength),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
