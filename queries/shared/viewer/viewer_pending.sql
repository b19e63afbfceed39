-- Pending numbers with their contacts, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them, and numbers of no contact
--
-- Returns one row per pending number and contact that has it now, one for a number of no contact
--   number          bigint       phone number as E.164 digits
--   since           timestamptz  since when it has been pending
--   takes_no_texts  boolean      whether the phone can't receive texts
--   reminded_at     timestamptz  when its family was last reminded
--   contact_id      varchar      contact; null if no contact has the number
--   name            varchar      name of the contact
--   email           varchar      email address of the contact
--   has_bad_email   boolean      whether it has one that can't be used
--   school          varchar      school of the contact
--   grade           varchar      grade of the student
--   language        varchar      language of the contact
--   student_name    varchar      name of the student
--   family          varchar      household, or the contact if it has none
--   is_household    boolean      whether the family is a household

select
    number,
    since,
    takes_no_texts,
    reminded_at,
    contact_id,
    name,
    email,
    has_bad_email,
    school,
    grade,
    language,
    student_name,
    family,
    is_household
from pending_numbers
where $schools_allowed is null or list_contains($schools_allowed, school)
