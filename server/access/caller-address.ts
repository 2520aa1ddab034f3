/** The header in which the web server notes who is at the other end of the socket, over whatever was sent (server/web-begins.ts). */
export const socketHeader = "x-socket-address";

/**
 * The address that limits count. Every proxy of our own appends to X-Forwarded-For who spoke to it, so with so many of
 * them the caller is that many entries before the socket; what stands further left is whatever the caller likes to claim.
 * Without a proxy it is the socket, whatever was sent.
 */
export function callerAddress(sent: Pick<Headers, "get">, trustedProxies: number): string {
  const socket = sent.get(socketHeader) ?? "unknown";
  const forwarded = (sent.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  const hops = [...forwarded.filter(Boolean), socket];
  return trustedProxies === 0 ? socket : (hops.at(-1 - trustedProxies) ?? hops[0]!);
}
