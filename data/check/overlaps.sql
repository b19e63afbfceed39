-- In which months does the look-up of a number read too many row groups?
--
-- Parameters
--   $files   varchar[]  the files of the texts
--   $groups  double     row groups that a look-up may read, on average
--
-- A row group covers the numbers from its smallest to its largest. In files sorted by number, each begins where the one
-- before ends, so that a number is in one of them.
with

groups as (

    select
        regexp_extract(file_name, '.*month=(\d{4}-\d{2})', 1) as month,
        file_name,
        row_group_id,
        cast(stats_min_value as bigint) as smallest,
        cast(stats_max_value as bigint) as largest
    from parquet_metadata($files)
    where path_in_schema = 'number' and stats_min_value is not null

),

opened_groups as (

    select
        one.month,
        one.file_name,
        one.row_group_id,
        1 + count(other.smallest) as opened
    from groups as one
    left join groups as other
        on one.month = other.month and one.smallest > other.smallest and one.smallest < other.largest
    group by one.month, one.file_name, one.row_group_id

)

select
    month,
    avg(opened) as opened
from opened_groups
group by month
having avg(opened) > $groups
order by month
