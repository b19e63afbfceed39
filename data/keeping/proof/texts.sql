-- The texts to a number, or those of a broadcast, by its ID or its name.
select *
from messages
where
    ($number is not null and number = $number)
    or ($broadcast is not null and (broadcast_id = $broadcast or broadcast = $broadcast))
order by requested_at, service, message_id
