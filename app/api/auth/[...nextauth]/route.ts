import NextAuth from "next-auth";
import { authOptions } from "#server/access/next-auth.ts";

type Parameters = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own doors. We sign in by our own forms; this one is for single sign-on when it comes, and for /session. */
const answer = (request: Request, context: Parameters) => NextAuth(authOptions())(request, context);

export { answer as GET, answer as POST };
