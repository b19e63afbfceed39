-- Texts that went out just before and after opt-outs, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per opt-out and school of its newest text before it, and one per opt-out, school and short code of
-- its texts after it
--   number        bigint       phone number as E.164 digits
--   short_code    varchar      short code that was answered
--   opted_out_at  timestamptz  when the number opted out
--   is_before     boolean      whether the text came before the opt-out, and at most four hours before
--   school        varchar      school of the families
--   sent_from     varchar      short code of the texts
--   broadcast_id  varchar      before: id of the broadcast at the service
--   broadcast     varchar      before: name of the broadcast
--   last_text_at  timestamptz  when the newest of the texts was requested
--   texts         bigint       number of texts

select
    number,
    short_code,
    opted_out_at,
    is_before,
    school,
    sent_from,
    broadcast_id,
    broadcast,
    last_text_at,
    texts
from opt_out_texts
where $schools_allowed is null or list_contains($schools_allowed, school)
