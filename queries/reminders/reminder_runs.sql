-- Which runs of reminders were made, by whom, and of how many numbers?
--
-- Parameters
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per run, the newest first; of a viewer of some schools only their numbers
--   run_id     varchar      the run
--   made_at    timestamptz  when it was made
--   made_by    varchar      by whom
--   asked      varchar      what was chosen, in words
--   numbers    bigint       phone numbers reminded
--   by_e_mail  bigint       of them by e-mail
--   on_paper   bigint       of them on paper

select
    run_id,
    made_at,
    made_by,
    asked,
    count(*) as numbers,
    count(*) filter (where part = 'e_mail') as by_e_mail,
    count(*) filter (where part = 'paper') as on_paper
from reminders
where
    $schools_allowed is null
    or number in (
        select current_contacts.number
        from current_contacts
        where list_contains($schools_allowed, current_contacts.school)
    )
group by run_id, made_at, made_by, asked
order by made_at desc, run_id desc
