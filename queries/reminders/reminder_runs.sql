-- Which reminder batches were made, by whom, and for how many numbers?
--
-- Steps: viewer_reminders
--
-- Returns one row per reminder batch, newest first; for a viewer of some schools only their numbers
--   run_id     varchar      reminder batch
--   made_at    timestamptz  when it was made
--   made_by    varchar      who made it; null to a viewer of some schools if it was somebody else
--   asked      varchar      its filter, in words; null likewise
--   numbers    bigint       number of phone numbers reminded
--   by_e_mail  bigint       number of them by email
--   on_paper   bigint       number of them on paper

select
    run_id,
    made_at,
    made_by,
    asked,
    count(*) as numbers,
    count(*) filter (where part = 'e_mail') as by_e_mail,
    count(*) filter (where part = 'paper') as on_paper
from viewer_reminders
group by run_id, made_at, made_by, asked
order by made_at desc, run_id desc
