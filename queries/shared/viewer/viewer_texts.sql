-- Texts one by one, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per text
--   service         varchar      messaging service
--   message_id      varchar      id of the text at the service, or one made from the row
--   broadcast_id    varchar      id of the broadcast at the service
--   broadcast       varchar      name of the broadcast
--   sent_by         varchar      school or office that sent it
--   school          varchar      school of the family
--   contact_id      varchar      contact
--   number          bigint       phone number as E.164 digits; null if the contact has none
--   short_code      varchar      short code that it was sent from
--   result          varchar      one of the five results
--   reason          varchar      key of one of the nine reasons; null if the log states none
--   reason_text     varchar      reason as the log states it
--   service_status  varchar      status as the service states it
--   carrier_code    varchar      code of the carrier
--   requested_at    timestamptz  when it was requested
--   accepted_at     timestamptz  when the service accepted it; null if the log does not say
--   updated_at      timestamptz  when the result was last updated
--   delivered_at    timestamptz  when it was delivered, by its receipt; null if the log does not say
--   kind            varchar      kind of text as the log states it: attendance, emergency, …
--   parts           integer      segments that the service counted
--   price           double       what the service charged, never negative
--   currency        varchar      currency of the price
--   carrier         varchar      carrier of the number, as the log states it
--   text_length     integer      length of the text as sent: GSM septets, or UTF-16 units if Unicode
--   is_unicode      boolean      whether the text was sent as Unicode; null if the log has no text
--   import_id       varchar      import that last updated it

select
    service,
    message_id,
    broadcast_id,
    broadcast,
    sent_by,
    school,
    contact_id,
    number,
    short_code,
    result,
    reason,
    reason_text,
    service_status,
    carrier_code,
    requested_at,
    accepted_at,
    updated_at,
    delivered_at,
    kind,
    parts,
    cast(price as double) as price,
    currency,
    carrier,
    text_length,
    is_unicode,
    import_id
from messages
where $schools_allowed is null or list_contains($schools_allowed, school)
