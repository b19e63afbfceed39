-- Of these texts, how many can still get another result, and how many are stuck?
--
-- Parameters
--   $from_date        date         first day counted, in the district's zone
--   $until_date       date         first day not counted
--   $from_at          timestamptz  the same as instants: the first one counted
--   $until_at         timestamptz  the first one not counted
--   $broadcasts       varchar[]    ids or names of the broadcasts to count; null counts them all
--   $schools          varchar[]    the families' schools to count; null counts them all
--   $young_from       timestamptz  a text requested since then is young enough to get another result
--   $schools_allowed  varchar[]    the schools that the viewer may see; null allows them all
--
-- Returns one row
--   can_change  bigint  still waiting to be sent, or young and not undelivered
--   stuck       bigint  sending for so long that no final word is to be expected

with

young as (

    -- Only these need their instants, and they lie in the newest files.
    select
        messages.result,
        count(*) as texts
    from messages
    where
        messages.requested_at >= greatest($from_at, $young_from) and messages.requested_at < $until_at
        and (
            $broadcasts is null
            or list_contains($broadcasts, messages.broadcast_id)
            or list_contains($broadcasts, messages.broadcast)
        )
        and ($schools is null or list_contains($schools, messages.school))
        and ($schools_allowed is null or list_contains($schools_allowed, messages.school))
    group by messages.result

),

all_ages as (

    select
        daily_results.result,
        sum(daily_results.texts) as texts
    from daily_results
    where
        daily_results.day >= $from_date and daily_results.day < $until_date
        and (
            $broadcasts is null
            or list_contains($broadcasts, daily_results.broadcast_id)
            or list_contains($broadcasts, daily_results.broadcast)
        )
        and ($schools is null or list_contains($schools, daily_results.school))
        and ($schools_allowed is null or list_contains($schools_allowed, daily_results.school))
    group by daily_results.result

),

by_result as (

    select
        results.is_final,
        results.changes,
        coalesce(young.texts, 0) as young,
        coalesce(all_ages.texts, 0) as texts
    from results
    left join young on results.result = young.result
    left join all_ages on results.result = all_ages.result

)

select
    cast(
        sum(case changes when 'always' then texts when 'while young' then young else 0 end) as bigint
    ) as can_change,
    cast(
        sum(case when changes = 'while young' and not is_final then texts - young else 0 end) as bigint
    ) as stuck
from by_result
