-- How many rows of each import were skipped or rejected, and why?
--
-- Steps: viewer_left_out
--
-- Returns one row per import, kind and reason, newest import first
--   import_id  varchar  import
--   kind       varchar  set aside (skipped) or rejected
--   why        varchar  skipped: what the rows are; rejected: column that is wrong, null for the whole row
--   listed     bigint   number of rows

select
    import_id,
    kind,
    case when kind = 'set aside' then why else "column" end as why,
    count(*) as listed
from viewer_left_out
group by all
order by import_id desc, kind desc, listed desc, why
