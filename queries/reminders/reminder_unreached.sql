-- Which numbers can't be reminded, and why?
--
-- Steps: selected_pending, pending_levels
--
-- Returns one row per number that can't receive texts, or that no contact has now
--   part         varchar  takes_no_texts or no_contact, keys of pending parts in the vocabulary
--   number       bigint   phone number as E.164 digits
--   names        varchar  names of the contacts
--   language     varchar  language of the contacts; the first by name if they differ
--   schools      varchar  schools of the contacts
--   contact_ids  varchar  contacts, with spaces between

select
    pending_levels.part,
    pending_levels.number,
    string_agg(distinct selected_pending.name, ' and ' order by selected_pending.name) as names,
    min(selected_pending.language) as language,
    string_agg(distinct selected_pending.school, ', ' order by selected_pending.school) as schools,
    string_agg(distinct selected_pending.contact_id, ' ' order by selected_pending.contact_id) as contact_ids
from pending_levels
inner join selected_pending on pending_levels.number = selected_pending.number
where pending_levels.level = 'total' and pending_levels.part in ('takes_no_texts', 'no_contact')
group by pending_levels.part, pending_levels.number
order by pending_levels.part, schools, names, pending_levels.number
