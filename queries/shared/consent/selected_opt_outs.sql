-- Opt-outs of numbers that contacts of the selected schools have now
--
-- Parameters
--   $schools  varchar[]  schools of the families to count; null counts all of them, and numbers of no contact
--
-- Steps: viewer_opt_outs, viewer_contacts
--
-- Returns one row per opt-out, with the columns of viewer_opt_outs

select *
from viewer_opt_outs
where
    $schools is null
    or number in (
        select viewer_contacts.number
        from viewer_contacts
        where list_contains($schools, viewer_contacts.school)
    )
