-- Which columns hold words that are not of the vocabulary, or a reason of another result, and in how many rows?
with

found as (

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
from found
group by name
order by name
