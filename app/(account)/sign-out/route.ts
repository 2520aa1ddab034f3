import { api } from "#app/_trpc/server.ts";
import { forgetSession } from "#app/_trpc/session-cookie.ts";
import { viewer } from "#app/_trpc/viewer.ts";

/** `<form method="post" action="/sign-out">`: ends the session in the database, then in the browser. */
export async function POST(request: Request) {
  if (await viewer()) await api.access.signOut();
  await forgetSession();
  return new Response(null, { status: 303, headers: { location: new URL("/", request.url).pathname } });
}
