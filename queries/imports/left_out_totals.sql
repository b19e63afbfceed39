-- How many rows of each import were left out, and why?
--
-- Parameters
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per import, kind and reason, newest import first; none for a viewer of some schools, since a row
-- left out does not tell whose it is
--   import_id  varchar  the import
--   kind       varchar  set aside or rejected
--   why        varchar  set aside: as what; rejected: the column that was not understood, null for the whole row
--   listed     bigint   rows

select
    import_id,
    kind,
    case when kind = 'set aside' then why else "column" end as why,
    count(*) as listed
from left_out
where $schools_allowed is null
group by all
order by import_id desc, kind desc, listed desc, why
