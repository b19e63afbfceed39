-- Texts that an import stored or updated, of the viewer's schools
--
-- Parameters
--   $import_id  varchar  import
--
-- Steps: viewer_texts
--
-- Returns one row per text
--   service       varchar      service that sent it
--   message_id    varchar      id of the text at the service
--   number        bigint       phone number as E.164 digits
--   short_code    varchar      short code that it was sent from
--   result        varchar      one of the five results
--   reason        varchar      key of one of the nine reasons; null if the log states none
--   contact_id    varchar      contact that the text was for
--   school        varchar      school of the families
--   requested_at  timestamptz  when it was requested

select
    service,
    message_id,
    number,
    short_code,
    result,
    reason,
    contact_id,
    school,
    requested_at
from viewer_texts
where import_id = $import_id
