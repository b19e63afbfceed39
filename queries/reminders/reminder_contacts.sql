-- Which contacts can be reminded now, and whose email address can't be used?
--
-- Steps: selected_pending, pending_levels
--
-- Returns one row per contact of a number that can be reminded
--   contact_id     varchar  contact
--   is_reached     boolean  whether a row of "reminder_families" is for it
--   has_bad_email  boolean  whether it has an email address that can't be used

select
    selected_pending.contact_id,
    bool_or(pending_levels.part = 'paper' or selected_pending.email is not null) as is_reached,
    bool_or(selected_pending.has_bad_email) as has_bad_email
from selected_pending
inner join pending_levels on selected_pending.number = pending_levels.number
where pending_levels.level = 'total' and pending_levels.part in ('e_mail', 'paper')
group by selected_pending.contact_id
order by selected_pending.contact_id
