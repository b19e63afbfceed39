-- How many numbers did the service refuse although they had opted in, and text although they had opted out?
--
-- Steps: consent_conflicts
--
-- Returns one row
--   refused_but_opted_in    bigint  number of numbers refused as opted out that the consent list has opted in
--   accepted_but_opted_out  bigint  number of numbers sent texts that the consent list has opted out

select
    count(distinct number) filter (where was_refused) as refused_but_opted_in,
    count(distinct number) filter (where not was_refused) as accepted_but_opted_out
from consent_conflicts
