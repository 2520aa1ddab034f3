import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { type Action, demand } from "./access/rules.ts";
import { limitWrites } from "./access/store/rate-limit.ts";
import type { Actor } from "./lib/actor.ts";
import type { Ask } from "./lib/change.ts";
import { Refusal, refusals } from "./lib/refusal.ts";
import "./lib/schema-words.ts";
import { allInOneForm } from "./lib/text.ts";

/** Who asks, over which session, and whether that session was confirmed again within the last five minutes. */
export type Context = Ask & {
  requestId: string;
  session: { id: string; confirmedAt: Date | null } | null;
  demo: boolean;
  /** The address and device that rate limits and sign-in evidence use, and by what we may know the device. */
  from: { address: string; device: string; knownBy?: string | undefined };
  /** Leaves a new session in the browser that asks. No answer holds it: what scripts can read, they can carry off. */
  keep: (session: NewSession) => Promise<void>;
};

/** Somebody who has just signed in. */
export type NewSession = { token: string; email: string };

const t = initTRPC
  .context<Context>()
  .meta<{ action: Action; confirmed?: true }>()
  .create({
    transformer: superjson,
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      // A bug is not explained to the person it happened to; its request number is.
      message:
        error.cause instanceof Refusal || error.code === "BAD_REQUEST"
          ? shape.message
          : "Something went wrong here",
      data: {
        ...shape.data,
        stack: undefined,
        refusal: error.cause instanceof Refusal ? error.cause.code : undefined,
        field: error.cause instanceof Refusal ? error.cause.field : undefined,
        requestId: ctx?.requestId,
      },
    }),
  });

export const { router, createCallerFactory, mergeRouters } = t;

/** A refusal is an answer with its own status; everything else that is thrown stays a bug. */
const answersRefusals = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof Refusal) {
    const refusal = result.error.cause;
    throw new TRPCError({ code: refusals[refusal.code], message: refusal.message, cause: refusal });
  }
  return result;
});

/** The only way to make a procedure: it names the action that the permission table must allow. */
export const can = (action: Action) =>
  t.procedure
    .meta({ action })
    .use(answersRefusals)
    .use(({ ctx, next }) => {
      demand(ctx.actor, action);
      return next();
    })
    .use(async ({ ctx, type, path, next }) => {
      // Leaving is never refused.
      if (type === "mutation" && path !== "access.signOut") await limitWrites(ctx);
      return next();
    })
    .use(async ({ getRawInput, next }) => {
      const sent = await getRawInput();
      demandStorable(sent);
      const read = allInOneForm(sent);
      return next({ getRawInput: async () => read });
    });

/**
 * Refuses text that no column and no hash of ours can hold, wherever in an input it stands: one NUL, or half of a pair of
 * surrogates (RFC 8785, 3.2.2.2). A file is measured by whoever reads it.
 */
function demandStorable(value: unknown, path: string[] = []): void {
  if (typeof value === "string") {
    if (!value.isWellFormed() || value.includes("\0"))
      throw new Refusal(
        "bad_input",
        "Take out the character that cannot be kept",
        path.join(".") || undefined,
      );
    return;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  if (path.length > deepest) throw new Refusal("bad_input", `Nest at most ${deepest} lists in each other`);
  for (const [name, inner] of Object.entries(value)) {
    demandStorable(name, path);
    demandStorable(inner, [...path, name]);
  }
}

const deepest = 40;

export type SignedIn = Context & { actor: Extract<Actor, { kind: "person" }> };

/** For what only a person can do: narrows the actor, and refuses visitors even where the table says everyone. */
export const personCan = (action: Action) =>
  can(action).use(({ ctx, next }) => {
    if (ctx.actor.kind !== "person") throw new Refusal("not_signed_in", "Sign in to do this");
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });

const confirmedForMilliseconds = 5 * 60 * 1000;

export const isConfirmed = ({ session, now }: Pick<Context, "session" | "now">) =>
  session?.confirmedAt != null && now.getTime() - session.confirmedAt.getTime() < confirmedForMilliseconds;

/** For whatever binds, gives rights or moves money: the password or a mailed code was entered again within five minutes (server/decisions/0005). */
export const confirmedPersonCan = (action: Action) =>
  personCan(action)
    .meta({ action, confirmed: true })
    .use(({ ctx, next }) => {
      if (!isConfirmed(ctx)) throw new Refusal("confirm_first", "Confirm that it is you before you go on");
      return next({ ctx });
    });
