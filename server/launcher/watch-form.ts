import type { IncomingMessage } from "node:http";

/**
 * Looks at both ends of a form of several parts (RFC 2046, 5.1.1) as it passes to whoever reads it, and keeps nothing
 * else. The answer says whether what has come so far is no such form: no boundary, another beginning, or no end.
 */
export function watchForm(request: IncomingMessage): () => boolean {
  const type = request.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return () => false;
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return () => true;
  const [first, last] = [Buffer.from(`--${boundary}`), Buffer.from(`--${boundary}--`)];
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  const push = request.push;
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) {
      if (head.length < first.length) head = Buffer.concat([head, chunk]).subarray(0, first.length);
      tail = Buffer.concat([tail, chunk.subarray(-last.length - 2)]).subarray(-last.length - 2);
    }
    return push.call(request, chunk, encoding);
  };
  return () => !head.equals(first) || !tail.includes(last);
}
