-- Texts counted by day, of the filter and of the texts that it is compared with
--
-- Parameters
--   $from_date            date       first day to count, in the district's zone
--   $until_date           date       day after the last one to count
--   $broadcasts           varchar[]  ids or names of the broadcasts to count; null counts all of them
--   $schools              varchar[]  schools of the families to count; null counts all of them
--   $reasons              varchar[]  reasons to count, '' for none stated; null counts every text
--   $compared_from        date       first day to compare with; null compares with nothing
--   $compared_until       date       day after the last one to compare with
--   $compared_days        integer    days of each period to compare with; null for one without gaps
--   $compared_every       integer    days from the first day of a period to that of the next
--   $compared_broadcasts  varchar[]  ids or names of the broadcasts to compare with; null for all of them
--
-- Steps: viewer_counts, selected_results
--
-- Returns one row per day, school, broadcast, result and reason that has texts on either side
--   day                date         day of the request, in the district's zone
--   school             varchar      school of the families
--   broadcast_id       varchar      id of the broadcast at the service
--   broadcast          varchar      name of the broadcast
--   result             varchar      one of the five results
--   reason             varchar      key of one of the nine reasons; null if the log states none
--   texts              bigint       number of texts
--   last_requested_at  timestamptz  when the last of them was requested
--   result_place       integer      order of the result
--   is_undelivered     boolean      whether the texts were not delivered
--   is_selected        boolean      whether the result is selected
--   is_in_filter       boolean      whether the filter has the texts
--   compared_period    integer      period to compare with that has them, from 0; null if none has

with

days as (

    select
        *,
        day >= $from_date and day < $until_date as is_in_days,
        case
            when day >= $compared_from and day < $compared_until
                then
                    case
                        when $compared_every is null then 0
                        when (day - cast($compared_from as date)) % cast($compared_every as integer) < $compared_days
                            then (day - cast($compared_from as date)) // cast($compared_every as integer)
                    end
        end as period
    from viewer_counts
    where
        day >= least($from_date, $compared_from) and day < greatest($until_date, $compared_until)
        and ($schools is null or list_contains($schools, school))

),

sides as (

    select
        *,
        is_in_days
        and (
            $broadcasts is null
            or coalesce(list_contains($broadcasts, broadcast_id), false)
            or coalesce(list_contains($broadcasts, broadcast), false)
        ) as is_in_filter,
        case
            when
                $compared_broadcasts is null
                or list_contains($compared_broadcasts, broadcast_id)
                or list_contains($compared_broadcasts, broadcast)
                then cast(period as integer)
        end as compared_period
    from days
    where is_in_days or period is not null

)

select
    sides.day,
    sides.school,
    sides.broadcast_id,
    sides.broadcast,
    sides.result,
    sides.reason,
    sides.texts,
    sides.last_requested_at,
    selected_results.place as result_place,
    selected_results.is_undelivered,
    selected_results.is_selected,
    sides.is_in_filter,
    sides.compared_period
from sides
inner join selected_results on sides.result = selected_results.result
where
    (sides.is_in_filter or sides.compared_period is not null)
    and (
        $reasons is null
        or list_contains($reasons, case when selected_results.is_undelivered then coalesce(sides.reason, '') end)
    )
