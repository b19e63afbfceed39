-- In which months lie texts that were not requested in that month of UTC, and how many?
select
    month,
    count(*) as texts
from messages
where month is distinct from strftime(requested_at at time zone 'UTC', '%Y-%m')
group by month
order by month
