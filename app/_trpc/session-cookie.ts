import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { homeFor } from "#app/_components/navigation.ts";
import { sessionCookie } from "#server/access/session-cookie.ts";
import { localPath } from "./local-path.ts";
import { api } from "./server.ts";

/**
 * Keeps a new session in the browser and goes on: to where the person was going, or to where their day begins.
 * The session that this browser had before ends, or nobody would remember to end it.
 */
export async function enter({ token }: { token: string }, next: unknown): Promise<never> {
  if (await api.access.viewer()) await api.access.signOut();
  (await cookies()).set({ ...sessionCookie(), value: token });
  const person = await api.access.viewer();
  redirect(localPath(next, homeFor(person?.roles ?? [])));
}

export async function forgetSession() {
  // Browsers heed the removal of a Secure cookie only when it is Secure itself.
  (await cookies()).set({ ...sessionCookie(), value: "", maxAge: 0 });
}
