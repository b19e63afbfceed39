-- Which numbers can be reminded now, and how?
--
-- Steps: pending_levels
--
-- Returns one row per number that can be reminded
--   number  bigint   phone number as E.164 digits
--   part    varchar  e_mail or paper, keys of pending parts in the vocabulary

select
    number,
    part
from pending_levels
where level = 'total' and part in ('e_mail', 'paper')
order by number
