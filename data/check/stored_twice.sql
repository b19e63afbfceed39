-- How many texts of each month are stored more than once?
with

repeated as (

    select max(month) as month
    from messages
    group by service, message_id
    having count(*) > 1

)

select
    month,
    count(*) as texts
from repeated
group by month
order by month
