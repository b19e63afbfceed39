-- Which imports do not have exactly the rows in left_out that they skipped and rejected?
with

kept as (

    select
        import_id,
        count(*) filter (where kind = 'set aside') as set_aside,
        count(*) filter (where kind = 'rejected') as rejected,
        count(*) as rows_kept
    from left_out
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
