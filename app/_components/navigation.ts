import type { Role } from "#server/lib/actor.ts";

export type NavItem = { href: string; label: string };

const catalogue = { href: "/catalogue", label: "Catalogue" };
const models = { href: "/models", label: "Nine models" };
const simulator = { href: "/simulator", label: "Simulator" };
const invoices = { href: "/finance/invoices", label: "Invoices" };

const shortlist = { href: "/shortlist", label: "Shortlist" };
const desk = { href: "/commercial/catalogue", label: "Catalogue desk" };
const priceLists = { href: "/commercial/price-lists", label: "Price lists" };
const enquiries = { href: "/enquiries", label: "Enquiries" };

const buyer: NavItem[] = [
  { href: "/workspace", label: "Workspace" },
  catalogue,
  shortlist,
  models,
  simulator,
  { href: "/applications", label: "Applications" },
  { href: "/licences", label: "Licences" },
  { href: "/invoices", label: "Invoices" },
  { href: "/organisation", label: "Organisation" },
];
const commercial: NavItem[] = [
  { href: "/commercial", label: "Dashboard" },
  { href: "/commercial/pipeline", label: "Pipeline" },
  { href: "/commercial/approvals", label: "Approvals" },
  desk,
  priceLists,
  enquiries,
  { href: "/licences", label: "Licences" },
];
const finance: NavItem[] = [
  { href: "/finance", label: "Month" },
  invoices,
  { href: "/finance/receipts", label: "Receipts" },
  { href: "/finance/run", label: "Daily run" },
  { href: "/finance/parked", label: "Parked" },
  { href: "/finance/late", label: "Late" },
  { href: "/finance/vat", label: "VAT" },
  { href: "/finance/exports", label: "Exports" },
];

const byRole: Partial<Record<Role, readonly NavItem[]>> = {
  member: buyer,
  signatory: buyer,
  buyer_finance: buyer,
  catalogue_editor: [desk, priceLists, enquiries],
  commercial_manager: commercial,
  approver: commercial,
  nhs_signatory: commercial,
  finance_officer: [...finance, { href: "/commercial/approvals", label: "Approvals" }],
  auditor: [
    { href: "/audit", label: "Audit" },
    ...commercial.slice(0, 2),
    { href: "/licences", label: "Licences" },
    ...finance,
  ],
  administrator: [{ href: "/admin", label: "People" }],
};

/** Where somebody with these roles can go: the union, in order, each once. */
export function navigationFor(roles: readonly Role[]): NavItem[] {
  const items = roles.flatMap((role) => byRole[role] ?? []);
  // Whoever has many rooms finds the two that only explain at the foot of every page.
  const all = items.length > 10 ? [...items, catalogue] : [...items, catalogue, models, simulator];
  return all.filter(({ href }, index) => all.findIndex((other) => other.href === href) === index);
}

/** Where the name of the house leads. */
export const homeFor = (roles: readonly Role[]): string => navigationFor(roles)[0]!.href;

/** The room an address lies in, shown by the colour of the top. */
export function roomOf(
  path: string,
  side: "buyer" | "nhs" | null,
  items: readonly NavItem[],
): "public" | "commercial" | "finance" | "audit" {
  if (path.startsWith("/finance")) return "finance";
  if (path.startsWith("/audit") || path.startsWith("/admin")) return "audit";
  if (path.startsWith("/commercial")) return "commercial";
  if (side !== "nhs") return "public";
  const home = items[0]?.href ?? "";
  return home.startsWith("/finance") ? "finance" : home.startsWith("/commercial") ? "commercial" : "audit";
}
