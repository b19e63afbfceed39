-- Which texts are these, one by one?
--
-- Parameters
--   $sort  varchar  requested_at, broadcast, school, number or result, with - in front for descending; null
--                   lists the newest first
--   $rows  bigint   number of rows to list; null lists all of them
--   $skip  bigint   number of rows to leave out at the start; null leaves out none
--
-- Steps: selected_texts
--
-- Returns one row per text, newest first unless sorted otherwise
--   service         varchar      messaging service
--   message_id      varchar      id of the text at the service, or one made from the row
--   requested_at    timestamptz  when it was requested
--   broadcast_id    varchar      id of the broadcast at the service
--   broadcast       varchar      name of the broadcast
--   sent_by         varchar      school or office that sent it
--   school          varchar      school of the family
--   contact_id      varchar      contact
--   number          varchar      phone number in E.164 form; null if the contact has none
--   stage           varchar      one of the three stages
--   result          varchar      one of the five results
--   reason          varchar      key of one of the nine reasons; null if the log states none
--   service_status  varchar      status as the service states it
--   carrier_code    varchar      code of the carrier
--   updated_at      timestamptz  when the result was last updated
--   delivered_at    timestamptz  when it was delivered, by its receipt; null if the log does not say
--   kind            varchar      kind of text as the log states it: attendance, emergency, …
--   parts           integer      segments that the service counted
--   price           double       what the service charged, never negative
--   currency        varchar      currency of the price
--   carrier         varchar      carrier of the number, as the log states it
--   text_length     integer      length of the text as sent: GSM septets, or UTF-16 units if Unicode
--   is_unicode      boolean      whether the text was sent as Unicode; null if the log has no text

select
    service,
    message_id,
    requested_at,
    broadcast_id,
    broadcast,
    sent_by,
    school,
    contact_id,
    '+' || cast(selected_texts.number as varchar) as number,
    stage,
    result,
    reason,
    service_status,
    carrier_code,
    updated_at,
    delivered_at,
    kind,
    parts,
    cast(price as double) as price,
    currency,
    carrier,
    text_length,
    is_unicode
from selected_texts
order by
    case $sort when 'broadcast' then broadcast when 'school' then school end,
    case $sort when '-broadcast' then broadcast when '-school' then school end desc,
    case $sort when 'number' then selected_texts.number when 'result' then result_place end,
    case $sort when '-number' then selected_texts.number when '-result' then result_place end desc,
    case $sort when 'requested_at' then requested_at end,
    requested_at desc,
    service,
    message_id
limit $rows offset $skip
