-- How many texts are stored in a month other than that of their request (UTC)?
select
    month,
    count(*) as texts
from messages
where month is distinct from strftime(requested_at at time zone 'UTC', '%Y-%m')
group by month
order by month
