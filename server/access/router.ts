import { decisionSchema } from "#server/access/decision-form.ts";
import { choiceSchema } from "#server/notices/form.ts";
import { chooseNotices, latestNotices, noticeChoicesOf } from "#server/notices/store/reading.ts";
import { type Context, can, confirmedPersonCan, type NewSession, personCan, router } from "#server/trpc.ts";
import {
  byIdSchema,
  changePasswordSchema,
  confirmCodeSchema,
  confirmPasswordSchema,
  linkSchema,
  signInSchema,
  tokenSchema,
} from "./forms.ts";
import {
  organisationSchema,
  personSchema,
  purchaseOrderSchema,
  renamingSchema,
  roleSchema,
} from "./people-forms.ts";
import { codeToShow, confirmByCode, confirmByPassword, mailCode } from "./store/confirming.ts";
import { listDemoPeople, listMail, readMail, signInAsDemo } from "./store/demo.ts";
import {
  findOrganisation,
  listOrganisations,
  peopleWithoutRole,
  refusedMail,
  setPurchaseOrder,
} from "./store/organisations.ts";
import { changePassword, ownAccount } from "./store/passwords.ts";
import {
  addOrganisation,
  addPerson,
  decideRole,
  endRole,
  grantRole,
  renameOrganisation,
} from "./store/people.ts";
import { listProposals } from "./store/proposals.ts";
import {
  endOtherSessions,
  listSessions,
  revokeSession,
  signOut,
  switchOrganisation,
} from "./store/sessions.ts";
import { mailSignInLink, signInWithLink, signInWithPassword } from "./store/sign-in.ts";
import { createToken, listTokens, revokeToken } from "./store/tokens.ts";
import { installationOf, viewerOf } from "./store/viewer.ts";
import { newTokenSchema } from "./tokens-form.ts";

/**
 * Leaves the session in the browser that asked, and answers nothing. The session that this browser had before ends, or
 * nobody would remember to end it.
 */
async function enter(ctx: Context, session: NewSession): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "person") await signOut({ ...ctx, actor });
  await ctx.keep(session);
}

export const access = router({
  viewer: can("session.read").query(({ ctx }) => viewerOf(ctx)),
  installation: can("session.read").query(({ ctx }) => installationOf(ctx)),

  signIn: can("session.start")
    .input(signInSchema)
    .mutation(async ({ ctx, input }) => enter(ctx, await signInWithPassword(ctx, input))),
  mailLink: can("session.start")
    .input(linkSchema)
    .mutation(({ ctx, input }) => mailSignInLink(ctx, input)),
  signInWithLink: can("session.start")
    .input(tokenSchema)
    .mutation(async ({ ctx, input }) => enter(ctx, await signInWithLink(ctx, input))),
  signOut: personCan("session.manage_own").mutation(({ ctx }) => signOut(ctx)),

  account: personCan("session.manage_own").query(({ ctx }) => ownAccount(ctx)),
  sessions: personCan("session.manage_own").query(({ ctx }) => listSessions(ctx)),
  revokeSession: personCan("session.manage_own")
    .input(byIdSchema)
    .mutation(({ ctx, input }) => revokeSession(ctx, input.id)),
  endOtherSessions: personCan("session.manage_own").mutation(({ ctx }) => endOtherSessions(ctx)),
  switchOrganisation: personCan("session.manage_own")
    .input(byIdSchema)
    .mutation(({ ctx, input }) => switchOrganisation(ctx, input.id)),
  changePassword: personCan("session.manage_own")
    .input(changePasswordSchema)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),

  confirmByPassword: personCan("session.manage_own")
    .input(confirmPasswordSchema)
    .mutation(({ ctx, input }) => confirmByPassword(ctx, input.password)),
  mailCode: personCan("session.manage_own").mutation(({ ctx }) => mailCode(ctx)),
  codeToShow: personCan("session.manage_own").query(({ ctx }) => codeToShow(ctx)),
  confirmByCode: personCan("session.manage_own")
    .input(confirmCodeSchema)
    .mutation(({ ctx, input }) => confirmByCode(ctx, input.code)),

  notices: personCan("session.manage_own").query(({ ctx }) => latestNotices(ctx)),
  noticeChoices: personCan("session.manage_own").query(({ ctx }) => noticeChoicesOf(ctx)),
  chooseNotices: personCan("session.manage_own")
    .input(choiceSchema)
    .mutation(({ ctx, input }) => chooseNotices(ctx, input)),

  ownOrganisation: personCan("organisation.read").query(({ ctx }) =>
    findOrganisation(ctx, ctx.actor.organisationId),
  ),
  setPurchaseOrder: personCan("organisation.manage")
    .input(purchaseOrderSchema)
    .mutation(({ ctx, input }) => setPurchaseOrder(ctx, input.purchaseOrder || null)),

  tokens: personCan("tokens.manage").query(({ ctx }) => listTokens(ctx)),
  makeToken: confirmedPersonCan("tokens.manage")
    .input(newTokenSchema)
    .mutation(({ ctx, input }) => createToken(ctx, input)),
  revokeToken: personCan("tokens.manage")
    .input(byIdSchema)
    .mutation(({ ctx, input }) => revokeToken(ctx, input.id)),

  refusedMail: personCan("people.read").query(({ ctx }) => refusedMail(ctx)),
  organisations: personCan("people.read").query(({ ctx }) => listOrganisations(ctx)),
  organisation: personCan("people.read")
    .input(byIdSchema)
    .query(({ ctx, input }) => findOrganisation(ctx, input.id)),
  peopleWithoutRole: personCan("people.read").query(({ ctx }) => peopleWithoutRole(ctx)),
  rolesProposed: personCan("people.read").query(({ ctx }) => listProposals(ctx, { kind: "role" })),
  addOrganisation: personCan("people.manage")
    .input(organisationSchema)
    .mutation(({ ctx, input }) => addOrganisation(ctx, input)),
  renameOrganisation: confirmedPersonCan("people.manage")
    .input(renamingSchema)
    .mutation(({ ctx, input }) => renameOrganisation(ctx, input)),
  addPerson: confirmedPersonCan("people.manage")
    .input(personSchema)
    .mutation(({ ctx, input }) => addPerson(ctx, input)),
  grantRole: confirmedPersonCan("people.manage")
    .input(roleSchema)
    .mutation(({ ctx, input }) => grantRole(ctx, input)),
  endRole: confirmedPersonCan("people.manage")
    .input(roleSchema)
    .mutation(({ ctx, input }) => endRole(ctx, input)),
  decideRole: confirmedPersonCan("people.manage")
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideRole(ctx, input)),

  demoPeople: can("demo.use").query(({ ctx }) => listDemoPeople(ctx)),
  signInAsDemo: can("demo.use")
    .input(byIdSchema)
    .mutation(async ({ ctx, input }) => enter(ctx, await signInAsDemo(ctx, input.id))),
  mailbox: can("demo.use").query(({ ctx }) => listMail(ctx)),
  mail: can("demo.use")
    .input(byIdSchema)
    .query(({ ctx, input }) => readMail(ctx, input.id)),
});
