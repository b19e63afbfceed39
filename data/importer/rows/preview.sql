-- The first rows as an import would store them, with why a row is rejected or skipped. Reads judged.
select
    *,
    fault.why as why
from judged
order by record
