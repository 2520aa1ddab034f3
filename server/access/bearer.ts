import { visitor } from "#server/lib/actor.ts";
import { type Asking, challenge } from "#server/lib/http.ts";
import { HttpRefusal } from "#server/lib/problem.ts";
import { countTry } from "./store/rate-limit.ts";
import { type Machine, machineOf } from "./store/tokens.ts";
import type { Scope } from "./tokens-form.ts";

const strangerLimit = { limit: 60, minutes: 1 };

/**
 * The machine behind the bearer token of a request, if its token may do this (RFC 6750). Unknown, expired, revoked and ended
 * answer alike; strangers are slowed down.
 */
export async function admit(request: Request, asking: Asking, scope: Scope): Promise<Machine> {
  const secret = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const ask = { ...asking, actor: visitor };
  const machine = secret ? await machineOf(ask, secret) : null;
  if (!machine) {
    await countTry(ask, `token from ${asking.address}`, strangerLimit);
    throw secret ? notGood() : missing();
  }
  if (!machine.scopes.includes(scope)) throw tooNarrow(machine, scope);
  return machine;
}

const missing = () =>
  new HttpRefusal("not_signed_in", "Send your token in the header Authorization: Bearer hdm_…", {
    "www-authenticate": challenge(),
  });

function notGood() {
  const what = "This token is unknown, has expired, was revoked or ended with its maker's role";
  return new HttpRefusal(
    "wrong_credentials",
    `${what}. A signatory of your organisation can make a new one`,
    { "www-authenticate": challenge({ error: "invalid_token", error_description: what }) },
  );
}

const tooNarrow = ({ scopes }: Machine, scope: Scope) =>
  new HttpRefusal(
    "not_permitted",
    `This token may not do this: it has the scopes ${scopes.join(", ")}, not ${scope}`,
    { "www-authenticate": challenge({ error: "insufficient_scope", scope }) },
  );
