-- Texts that are stored with day and month exchanged: to the second, if the file has seconds. Reads changes and the
-- variable zone of the file's times.

-- step may_be: Whether the dates can be exchanged: no day of a new or moved text is more than a month's number.
select coalesce(max(day(timezone(getvariable('zone'), requested_at))) <= 12, false) as is_so
from changes
where is_new or requested_before <> requested_at;

-- step local_days: Makes turnable, the new and moved texts with the time that they would have with day and month
-- exchanged.
create or replace table turnable as
with

read_locally as (

    select
        likeness(changes) as alike,
        not is_new as is_known,
        requested_before,
        timezone(getvariable('zone'), requested_at) as moment
    from changes
    where is_new or requested_before <> requested_at

)

select
    alike,
    is_known,
    to_file(requested_before) as time_before,
    timezone(
        getvariable('zone'),
        make_timestamp(
            year(moment),
            day(moment), month(moment),
            hour(moment), minute(moment),
            case when getvariable('lacks_seconds') then 0.0 else second(moment) + 0.0 end
        )
    ) as exchanged_time
from read_locally
where day(moment) <> month(moment);

-- step months: The months of those times.
select distinct strftime(timezone('UTC', exchanged_time), '%Y-%m') as month
from turnable;

-- step turned: How many texts are stored with the exchanged time, and more than how many make that likely: half of
-- them, and nine of ten if only minutes are compared. Reads turnable and exchanged, the stored texts of those months.
with

known as (

    select distinct
        likeness(exchanged) as alike,
        to_file(requested_at) as exchanged_time
    from exchanged

)

select
    case when getvariable('lacks_seconds') then 9 * count(*) // 10 else count(*) // 2 end as likely_from,
    count(*) filter (where is_known and exchanged_time = time_before)
    + count(*) filter (where not is_known and known.alike is not null) as turned
from turnable
left join known using (alike, exchanged_time)
