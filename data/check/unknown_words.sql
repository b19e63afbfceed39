-- How many rows have a result, reason or status that the vocabulary lacks, or a reason of another result?
with

unknown as (

    select 'results' as name
    from messages
    where not exists (select 1 from results where results.result = messages.result)

    union all

    select 'reasons' as name
    from messages
    where
        messages.reason is not null
        and not exists (
            select 1
            from reasons
            where reasons.reason = messages.reason and reasons.result = messages.result
        )

    union all

    select 'statuses' as name
    from status_changes
    where not exists (select 1 from statuses where statuses.status = status_changes.status)

)

select
    name,
    count(*) as listed
from unknown
group by name
order by name
