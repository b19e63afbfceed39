-- When were the log and the consent list updated?
--
-- Steps: log_updates
--
-- Returns one row
--   log_as_of      timestamptz  the newest instant that message logs cover
--   consent_as_of  timestamptz  date of the newest consent list
--   usual_hours    double       usual hours between two message logs; null for fewer than three logs

select
    log_as_of,
    consent_as_of,
    usual_hours
from log_updates
