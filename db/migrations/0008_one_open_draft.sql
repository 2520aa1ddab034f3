-- A set holds one open draft. Where imports left several, what a person is at comes first, then what came last; the
-- others are closed and kept.
select set_config('app.side', 'system', false);
--> statement-breakpoint
update dataset_drafts set status = 'withdrawn' where status = 'draft' and id in (
  select id from (
    select id, row_number() over (partition by dataset_id
      order by status = 'proposed' desc, author_name like 'Import IMP-%', saved_at desc, id) as place
    from dataset_drafts where dataset_id is not null and status in ('draft', 'proposed')
  ) as open_drafts where place > 1);
--> statement-breakpoint
select set_config('app.side', '', false);
--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_draft_of_dataset" ON "dataset_drafts" USING btree ("dataset_id") WHERE status in ('draft', 'proposed');
