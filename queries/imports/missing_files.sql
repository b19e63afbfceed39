-- Which files usually arrive every night, but are missing?
--
-- Parameters
--   $now             timestamptz  the present
--   $zone            varchar      IANA time zone of the days
--   $nightly_days    bigint       least number of days on which a file arrived, to count as missing
--   $nightly_hours   bigint       most hours between two of these days, to count as nightly
--   $overdue_hours   bigint       hours after which it counts as missing
--   $forgotten_days  bigint       days after which it no longer counts as missing
--
-- Returns one row per kind of file and name (without its digits) that is missing, the longest missing first
--   file_name     varchar      name of the last file with something new
--   kind          varchar      log, status or contacts
--   last_came_at  timestamptz  when that file was imported
--   usual_hours   double       usual hours between two days on which such files arrived

with

named as (

    select
        kind,
        file_name,
        import_id,
        imported_at,
        translate(file_name, '0123456789', '') as name_apart
    from imports
    where file_name is not null and imported_at is not null

),

days as (

    -- Many files on one day, as when a district starts, are not a rhythm.
    select
        kind,
        name_apart,
        min(imported_at) as came_at
    from named
    group by kind, name_apart, cast(imported_at at time zone $zone as date)

),

followed as (

    select
        kind,
        name_apart,
        came_at,
        lag(came_at) over (partition by kind, name_apart order by came_at) as came_before_at
    from days

),

rhythms as (

    select
        kind,
        name_apart,
        count(*) as days,
        median(date_diff('second', came_before_at, came_at)) / 3600 as usual_hours
    from followed
    group by kind, name_apart

),

last_ones as (

    select
        kind,
        name_apart,
        max_by(file_name, import_id) as file_name,
        max(imported_at) as last_came_at
    from named
    group by kind, name_apart

)

select
    last_ones.file_name,
    last_ones.kind,
    last_ones.last_came_at,
    rhythms.usual_hours
from last_ones
inner join rhythms on last_ones.kind = rhythms.kind and last_ones.name_apart = rhythms.name_apart
where
    rhythms.days >= $nightly_days
    and rhythms.usual_hours <= $nightly_hours
    and date_diff('second', last_ones.last_came_at, $now) > 3600 * $overdue_hours
    and date_diff('second', last_ones.last_came_at, $now) <= 86400 * $forgotten_days
order by last_ones.last_came_at, last_ones.file_name, last_ones.kind
