-- Of which months are texts stored more than once, and how many?
with

twice as (

    select max(month) as month
    from messages
    group by service, message_id
    having count(*) > 1

)

select
    month,
    count(*) as texts
from twice
group by month
order by month
