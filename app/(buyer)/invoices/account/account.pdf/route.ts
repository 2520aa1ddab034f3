import { api } from "#app/_trpc/server.ts";
import { installation } from "#app/_trpc/viewer.ts";
import { accountFilter } from "#server/billing/accounts/form.ts";
import { accountPdf } from "#server/billing/accounts/papers.ts";
import { pdfResponse } from "#server/pdf/response.ts";

export async function GET(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const account = await api.billing.account(accountFilter.parse(asked));
  const { legalName } = await installation();
  return pdfResponse(`statement-of-account-${account.to}`, await accountPdf(account, legalName));
}
