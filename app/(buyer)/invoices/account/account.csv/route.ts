import { api } from "#app/_trpc/server.ts";
import { accountFilter } from "#server/billing/accounts/form.ts";
import { accountCsv } from "#server/billing/accounts/papers.ts";

export async function GET(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const account = await api.billing.account(accountFilter.parse(asked));
  return new Response(accountCsv(account), {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="statement-of-account-${account.to}.csv"`,
      "cache-control": "no-store",
    },
  });
}
