-- Which imports do not have exactly the rows in left_out that they skipped and rejected, but for those that were erased
-- or have expired?
with

counted as (

    select
        import_id,
        kind,
        count(*) as rows_counted
    from left_out
    group by import_id, kind

    union all

    select
        import_id,
        kind,
        rows as rows_counted
    from removed_rows
    where table_name = 'left_out'

),

kept as (

    select
        import_id,
        sum(rows_counted) filter (where kind = 'set aside') as set_aside,
        sum(rows_counted) filter (where kind = 'rejected') as rejected,
        sum(rows_counted) as rows_kept
    from counted
    group by import_id

)

select coalesce(imports.import_id, kept.import_id) as import_id
from imports
full join kept on imports.import_id = kept.import_id
where
    imports.import_id is null
    or coalesce(imports.set_aside, 0) <> coalesce(kept.set_aside, 0)
    or coalesce(imports.rejected, 0) <> coalesce(kept.rejected, 0)
    or coalesce(kept.rows_kept, 0) <> coalesce(kept.set_aside, 0) + coalesce(kept.rejected, 0)
order by import_id
