-- Who has entries in the record?
--
-- Returns one row per person, by name
--   who  varchar  email address or account of the person

select distinct who
from record
where who <> ''
order by who
