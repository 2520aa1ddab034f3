-- What a document and a receipt say, as one figure: kept in the event of their making, and calculated again by whoever
-- checks. A column that is added later is not part of it.
create function document_digest(wanted uuid) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(jsonb_build_object(
      'number', d.number, 'type', d.type, 'licence', d.licence_id, 'organisation', d.organisation_id,
      'corrects', d.corrects_id, 'issuedOn', d.issued_on, 'dueOn', d.due_on, 'taxPoint', d.tax_point,
      'vatCategory', d.vat_category, 'vatRateBp', d.vat_rate_bp, 'net', d.net_pence, 'vat', d.vat_pence,
      'gross', d.gross_pence, 'payable', d.payable_pence, 'paymentReference', d.payment_reference,
      'purchaseOrder', d.purchase_order, 'seller', d.seller, 'buyer', d.buyer, 'reason', d.reason, 'issuedBy', d.issued_by,
      'lines', (select jsonb_agg(jsonb_build_array(l.position, l.key, l.revision, l.component, l.kind, l.service_from,
          l.service_to, l.net_pence, l.parts, l.line) order by l.position)
        from document_lines l where l.document_id = d.id)
    )::text, 'utf8')), 'hex')
  from documents d where d.id = wanted
$$;
--> statement-breakpoint
create function receipt_digest(wanted uuid) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select encode(sha256(convert_to(jsonb_build_object(
      'reference', r.reference, 'organisation', r.organisation_id, 'receivedOn', r.received_on, 'amount', r.amount_pence,
      'payer', r.payer, 'as', r.reference_as_received, 'by', r.recorded_by, 'byName', r.recorded_by_name, 'key', r.request_key
    )::text, 'utf8')), 'hex')
  from receipts r where r.id = wanted
$$;
