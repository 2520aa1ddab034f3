import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { formName } from "#app/_components/form-state.ts";
import { forgetForm, keepForm, keepFormAgain, readKeptForm } from "#server/access/keeping.ts";
import { keptCookie } from "#server/access/session-cookie.ts";
import { createContext } from "#server/context.ts";
import { typedIn } from "./typed.ts";

/**
 * Keeps what was typed into a form that cannot be taken now: the session is over, confirming has run out, or something broke.
 * The browser gets the key; when its person opens the page again, the form is as they left it (server/decisions/0031).
 */
export async function keep(form: FormData): Promise<void> {
  const key = await keepForm(await createContext(), { path: await here(), typed: openlyTypedIn(form) });
  if (key) (await cookies()).set({ ...keptCookie(), value: key });
}

/** Keeps what is being typed into a long form, over what was kept of it before: it is there after a reload. */
export async function keepOn(form: FormData): Promise<void> {
  const key = (await cookies()).get(keptCookie().name)?.value;
  const at = { path: await here(), typed: openlyTypedIn(form) };
  if (key && (await keepFormAgain(await createContext(), { ...at, key }))) return;
  await keep(form);
}

/** What was kept of a form of the page that is drawn; null where there is none. */
export const kept = cache(async () => {
  const key = (await cookies()).get(keptCookie().name)?.value;
  return key ? readKeptForm(await createContext(), { key, path: await here() }) : null;
});

/** It was sent now, so nothing of it is kept. */
export async function forgetKept(): Promise<void> {
  const jar = await cookies();
  const key = jar.get(keptCookie().name)?.value;
  if (!key || !(await forgetForm(await createContext(), { key, path: await here() }))) return;
  jar.delete(keptCookie().name);
}

/** Before the way back to the form: a cookie that is set has the framework draw all of the next page anew, with what was kept. */
export async function carryKept(): Promise<void> {
  const jar = await cookies();
  const key = jar.get(keptCookie().name)?.value;
  if (key) jar.set({ ...keptCookie(), value: key });
}

const here = async () => (await headers()).get("x-pathname") ?? "";

/** Text alone: no file, nothing of the framework's, and nothing that proves who somebody is. */
function openlyTypedIn(form: FormData): Record<string, string> {
  const open = Object.entries(typedIn(form)).filter(([name]) => !secret.has(name));
  return Object.fromEntries([...open, [formName, String(form.get(formName) ?? "")]]);
}

const secret = new Set(["password", "current", "wanted", "again", "code", "token"]);
