/** Called once by Next, as a server begins. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { beginWeb } = await import("./server/web-begins.ts");
  await beginWeb();
}
