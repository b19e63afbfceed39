-- Which of the newest broadcasts need attention?
--
-- Parameters
--   $enough                bigint  contacts that are enough to compare
--   $worse_points          bigint  points of the share reached by which the latest broadcast is worse than usual
--   $broadcasts_before     bigint  broadcasts before it that are enough to say what is usual
--   $many_in_progress_pct  bigint  share of contacts in progress from which a broadcast is named by itself
--
-- Steps: listed_broadcasts
-- Replaces: proved_reasons by no_proved_reasons
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast that needs attention, the newest first: the latest, if it is final and reached fewer
-- than usual (the median of those before); and those with many contacts in progress. The others in progress are one row
--   kind          varchar  worse, in_progress or others_in_progress
--   broadcast_id  varchar  id of the broadcast at the service, or its name if it has none; null of several
--   broadcast     varchar  its newest name
--   contacts      bigint   number of contacts of the broadcasts
--   reached_pct   double   share of contacts that were reached, 0 to 100
--   usual_pct     double   median of this share of the broadcasts before it; null in other rows
--   in_progress   bigint   number of contacts in progress
--   broadcasts    bigint   number of broadcasts that the row is about

with

usual as (

    select
        median(100e0 * reached / contacts) as reached_pct,
        count(*) as broadcasts
    from listed_broadcasts
    where place > 1 and contacts >= $enough

),

unfinished as (

    select
        *,
        100 * in_progress >= $many_in_progress_pct * contacts
        or count(*) filter (where 100 * in_progress < $many_in_progress_pct * contacts) over () = 1 as is_alone
    from listed_broadcasts
    where in_progress > 0

),

attention as (

    select
        'worse' as kind,
        latest.broadcast_id,
        latest.broadcast,
        latest.contacts,
        latest.reached,
        usual.reached_pct as usual_pct,
        latest.in_progress,
        1 as broadcasts,
        0 as place
    from listed_broadcasts as latest
    cross join usual
    where
        latest.place = 1
        and latest.contacts >= $enough
        and latest.in_progress = 0
        and usual.broadcasts >= $broadcasts_before
        and usual.reached_pct - 100e0 * latest.reached / latest.contacts >= $worse_points

    union all

    select
        'in_progress' as kind,
        broadcast_id,
        broadcast,
        contacts,
        reached,
        cast(null as double) as usual_pct,
        in_progress,
        1 as broadcasts,
        place
    from unfinished
    where is_alone

    union all

    select
        'others_in_progress' as kind,
        cast(null as varchar) as broadcast_id,
        cast(null as varchar) as broadcast,
        cast(sum(contacts) as bigint) as contacts,
        cast(sum(reached) as bigint) as reached,
        cast(null as double) as usual_pct,
        cast(sum(in_progress) as bigint) as in_progress,
        count(*) as broadcasts,
        cast(null as bigint) as place
    from unfinished
    where not is_alone
    having count(*) > 0

)

select
    kind,
    broadcast_id,
    broadcast,
    contacts,
    100e0 * reached / contacts as reached_pct,
    usual_pct,
    in_progress,
    broadcasts
from attention
order by place is null, place
