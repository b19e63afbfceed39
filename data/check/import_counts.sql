-- Which imports, including undone ones, have counts that do not add up to the rows read?
with

every_import as (

    select *
    from imports
    union all
    select *
    from undone_imports

)

select import_id
from every_import
where rows_read is distinct from stored + updated + unchanged + set_aside + rejected
order by import_id
