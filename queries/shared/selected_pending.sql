-- Pending numbers with their contacts, of the whole filter
--
-- Parameters
--   $schools          varchar[]    schools of the families to count; null counts all of them
--   $grades           varchar[]    grades of the students to count; null counts all of them
--   $languages        varchar[]    languages of the contacts to count; null counts all of them
--   $pending_days     bigint       least days for which a number has been pending; 0 counts all of them
--   $left_alone_days  bigint       days for which a reminded family gets no other reminder
--   $now              timestamptz  the present
--
-- Steps: viewer_pending
--
-- Returns one row per pending number and contact that has it now, one for a number of no contact
--   number          bigint       phone number as E.164 digits
--   since           timestamptz  since when it has been pending
--   takes_no_texts  boolean      whether the phone can't receive texts
--   is_left_alone   boolean      whether its family was reminded too recently
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
    coalesce(
        reminded_at > cast($now as timestamptz) - interval '24 hours' * cast($left_alone_days as integer), false
    ) as is_left_alone,
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
from viewer_pending
where
    ($schools is null or list_contains($schools, school))
    and ($grades is null or list_contains($grades, grade))
    and ($languages is null or list_contains($languages, language))
    -- With 0 days, a fast clock or a list of tomorrow can give a date later than now.
    and (
        $pending_days = 0
        or since <= cast($now as timestamptz) - interval '24 hours' * cast($pending_days as integer)
    )
