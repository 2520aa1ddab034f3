import { sql } from "drizzle-orm";
import { amount, type Cell } from "#server/lib/csv.ts";
import type { Sheet } from "./sheet.ts";

const columns = [
  "document_type",
  "number",
  "line",
  "issue_date",
  "tax_point",
  "due_date",
  "customer_id",
  "customer_name",
  "customer_vat_number",
  "customer_country",
  "purchase_order",
  "licence_reference",
  "component",
  "charge_key",
  "charge_revision",
  "model",
  "service_from",
  "service_to",
  "description",
  "line_net",
  "vat_category",
  "vat_rate_percent",
  "document_net",
  "document_vat",
  "document_gross",
  "document_payable",
  "currency",
  "allocated",
  "outstanding",
  "days_overdue",
  "payment_date",
  "receipt_ids",
  "references_as_received",
  "posting_key",
  "credit_of",
  "issued_by",
  "row_sha256",
] as const;

// Bigints come as text: JavaScript numbers end before pence do.
type Row = {
  type: string;
  number: string;
  line: number;
  first: boolean;
  issued_on: string;
  tax_point: string;
  due_on: string | null;
  customer_id: string;
  customer_name: string;
  customer_vat_number: string | null;
  customer_country: string;
  purchase_order: string | null;
  licence: string;
  component: string;
  key: string;
  revision: number;
  kind: string;
  service_from: string;
  service_to: string;
  description: string;
  line_net: string;
  vat_category: string;
  vat_rate: string;
  net: string;
  vat: string;
  gross: string;
  payable: string;
  allocated: string;
  outstanding: string;
  days_overdue: number;
  payment_date: string | null;
  receipts: string | null;
  references: string | null;
  posting: string | null;
  credit_of: string | null;
  issued_by: string;
};

/**
 * The reconciliation file: one row a document line, by series and number.
 * VAT is decided once a document, so what belongs to the document stands on its first line only, and every column can
 * be added up. Credit notes count below zero. `service_to` is the last day of the service.
 */
export const reconciliation: Sheet<Row> = {
  columns,
  query: ({ from, to }, today) => sql`
    select d.type::text as type, d.number, l.position + 1 as line,
      l.position = 0 as first,
      d.issued_on::text, d.tax_point::text, d.due_on::text,
      d.organisation_id::text as customer_id, d.buyer ->> 'name' as customer_name,
      d.buyer ->> 'vatNumber' as customer_vat_number, d.buyer ->> 'country' as customer_country, d.purchase_order,
      c.reference as licence, l.component, l.key, l.revision, l.kind::text as kind,
      l.service_from::text, greatest(l.service_from, l.service_to - 1)::text as service_to,
      coalesce((select string_agg(part ->> 'description', '; ' order by place)
        from jsonb_array_elements(l.parts) with ordinality as parts (part, place)), '') as description,
      sign * l.net_pence as line_net, d.vat_category::text as vat_category,
      trim_scale(d.vat_rate_bp / 100.0)::text as vat_rate,
      sign * d.net_pence as net, sign * d.vat_pence as vat, sign * d.gross_pence as gross,
      sign * d.payable_pence as payable, coalesce(paid.sum, 0) + coalesce(off.sum, 0) as allocated, i.outstanding_pence as outstanding,
      case when i.outstanding_pence > 0 then greatest(0, ${today}::date - i.due_on) else 0 end as days_overdue,
      greatest(paid.last, off.last)::text as payment_date, paid.receipts, paid.references,
      (select p.key from postings p where p.key = d.number) as posting,
      (select o.number from documents o where o.id = d.corrects_id) as credit_of, d.issued_by
    from documents d
    cross join lateral (select case d.type when 'credit_note' then -1 else 1 end as sign) signs
    join document_lines l on l.document_id = d.id
    join licences c on c.id = d.licence_id
    join open_items i on i.document_id = d.id
    left join lateral (select sum(a.amount_pence) as sum, max(r.received_on) as last,
        string_agg(distinct r.reference, ' ' order by r.reference) as receipts,
        string_agg(distinct r.reference_as_received, ' | ' order by r.reference_as_received) as references
      from allocations a join receipts r on r.id = a.receipt_id where a.document_id = d.id
        and not exists (select from reversals v where v.allocation_id = a.id)) paid on true
    left join lateral (select sum(f.amount_pence) as sum, max(f.on) as last from refunds f where f.against_id = d.id
        and not exists (select from refund_reversals v where v.refund_id = f.id)) off on true
    where d.issued_on between ${from} and ${to}
    order by d.series, d.sequence, l.position`,

  begin() {
    const totals = {
      documents: 0n,
      lines: 0n,
      lineNet: 0n,
      net: 0n,
      vat: 0n,
      gross: 0n,
      payable: 0n,
      allocated: 0n,
      outstanding: 0n,
    };
    return {
      add(row) {
        const [net, vat, gross, payable] = [
          BigInt(row.net),
          BigInt(row.vat),
          BigInt(row.gross),
          BigInt(row.payable),
        ];
        const [allocated, outstanding] = [BigInt(row.allocated), BigInt(row.outstanding)];
        totals.lines += 1n;
        totals.lineNet += BigInt(row.line_net);
        if (row.first) {
          totals.documents += 1n;
          totals.net += net;
          totals.vat += vat;
          totals.gross += gross;
          totals.payable += payable;
          totals.allocated += allocated;
          totals.outstanding += outstanding;
        }
        const once = (pence: bigint): Cell => (row.first ? amount(pence) : null);
        return [
          row.type,
          row.number,
          row.line,
          row.issued_on,
          row.tax_point,
          row.due_on,
          row.customer_id,
          row.customer_name,
          row.customer_vat_number,
          row.customer_country,
          row.purchase_order,
          row.licence,
          row.component,
          row.key,
          row.revision,
          row.kind,
          row.service_from,
          row.service_to,
          row.description,
          amount(BigInt(row.line_net)),
          row.vat_category,
          { digits: row.vat_rate },
          once(net),
          once(vat),
          once(gross),
          once(payable),
          "GBP",
          once(allocated),
          once(outstanding),
          row.days_overdue,
          row.payment_date,
          row.receipts,
          row.references,
          row.posting,
          row.credit_of,
          row.issued_by,
        ];
      },
      total() {
        const cells: Cell[] = columns.slice(0, -1).map(() => null);
        const put = (column: (typeof columns)[number], cell: Cell) => {
          cells[columns.indexOf(column)] = cell;
        };
        put("document_type", "TOTAL");
        put("number", totals.documents);
        put("line", totals.lines);
        put("line_net", amount(totals.lineNet));
        put("document_net", amount(totals.net));
        put("document_vat", amount(totals.vat));
        put("document_gross", amount(totals.gross));
        put("document_payable", amount(totals.payable));
        put("currency", "GBP");
        put("allocated", amount(totals.allocated));
        put("outstanding", amount(totals.outstanding));
        return cells;
      },
      totals: () => ({ ...totals }),
    };
  },
};
