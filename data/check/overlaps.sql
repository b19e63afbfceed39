-- In which months does looking up a number open more row groups than it should?
--
-- Parameters
--   $files   varchar[]  the files of the messages
--   $groups  double     row groups that may hold a number, on average
--
-- A row group holds the numbers from its smallest to its largest. In files sorted by number the next one begins where
-- the one before ends, so that a number lies in one of them.
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

met as (

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
from met
group by month
having avg(opened) > $groups
order by month
