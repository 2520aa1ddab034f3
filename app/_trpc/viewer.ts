import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Action } from "#server/access/rules.ts";
import { withNext } from "./local-path.ts";
import { may } from "./may.ts";
import { api } from "./server.ts";

/** Who is signed in, or null. Asked once a request, however many parts of the page want to know. */
export const viewer = cache(() => api.access.viewer());

/** Whether this is a demonstration, which business date it is, and who sells. */
export const installation = cache(() => api.access.installation());

/** For a page that is one form: visitors sign in and come back, and whoever may not send the form reads why. */
export async function onlyFor(action: Action): Promise<void> {
  const person = await viewer();
  if (may(person, action)) return;
  redirect(person ? "/not-allowed" : withNext("/sign-in", (await headers()).get("x-pathname")));
}
