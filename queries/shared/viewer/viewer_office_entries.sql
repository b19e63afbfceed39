-- Entries of an office, about contacts of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and entries of no school
--
-- Returns one row per entry
--   entry_id     varchar      entry
--   kind         varchar      key of a kind in data/words/office/office.toml
--   value        varchar      key of a vocabulary, or a few words
--   broadcast    varchar      id of the broadcast that it is about, or its name if it has none
--   contact_id   varchar      contact
--   number       bigint       phone number as E.164 digits
--   happened_at  timestamptz  when it happened; null if nobody wrote that
--   school       varchar      school of the contact
--   entered_by   varchar      who entered it
--   entered_at   timestamptz  when that was

select
    entry_id,
    kind,
    value,
    broadcast,
    contact_id,
    number,
    happened_at,
    school,
    entered_by,
    entered_at
from office_entries
where $schools_allowed is null or list_contains($schools_allowed, school)
