-- How many numbers keep failing because of the phone, by what to do about them?
--
-- Steps: selected_fixes
-- Ignores: $fixes
--
-- Returns one row per thing to do, and what became of it, always
--   fix       varchar  key of what to do, or what became of it
--   state     varchar  open, changed or works again
--   numbers   bigint   number of phone numbers
--   contacts  bigint   number of contacts that have them
--   listed    bigint   number of rows of the list: one per number, contact and school

select
    fixes.fix,
    fixes.state,
    count(distinct selected_fixes.number) as numbers,
    count(distinct selected_fixes.contact_id) as contacts,
    count(selected_fixes.number) as listed
from fixes
left join selected_fixes on fixes.fix = selected_fixes.fix
group by fixes.fix, fixes.state, fixes.place
order by fixes.place
