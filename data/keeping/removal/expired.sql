-- Which changes of status have expired? A newer change of the same number and short code replaced them before the
-- first kept month. The newest change of a number always stays: who opted out must never be texted.
with

followed as (

    select
        number,
        short_code,
        changed_at,
        lead(changed_at) over (partition by number, short_code order by changed_at) as replaced_at
    from status_changes

)

select concat_ws('|', number, coalesce(short_code, ''), epoch_us(changed_at)) as change_key
from followed
where replaced_at < getvariable('kept_from')
