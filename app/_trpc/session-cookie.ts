import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { homeFor } from "#app/_components/navigation.ts";
import { keptCookie, sessionCookie } from "#server/access/session-cookie.ts";
import { localPath } from "./local-path.ts";
import { api } from "./server.ts";

/**
 * Goes on after signing in, whose procedure left the session in the browser: to where the person was going, or to where
 * their day begins.
 */
export async function goOn(next: unknown): Promise<never> {
  const person = await api.access.viewer();
  redirect(localPath(next, homeFor(person?.roles ?? [])));
}

export async function forgetSession() {
  // Browsers heed the removal of a Secure cookie only when it is Secure itself.
  const jar = await cookies();
  jar.set({ ...sessionCookie(), value: "", maxAge: 0 });
  // What was typed stays with whoever typed it.
  jar.delete(keptCookie().name);
}
