-- Which texts are these, one by one?
--
-- Parameters
--   $rows          bigint   number of rows to list; null lists all of them
--   $skip          bigint   number of rows to leave out at the start; null leaves out none
--   $piece_of      varchar  broadcast, school, result or number: lists one piece of the answer, the texts in which
--                           this column is $piece; null lists every text
--   $piece         varchar  value of that column; null is one too
--   $least_number  bigint   least number to list, as E.164 digits; null lists every text
--   $most_number   bigint   greatest number to list; null lists every text
--
-- Steps: selected_texts
--
-- Sorts
--   requested_at  requested_at
--   broadcast     broadcast
--   school        school
--   number        selected_texts.number
--   result        result_place
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
where
    (
        $piece_of is null
        or case $piece_of
            when 'broadcast' then broadcast
            when 'school' then school
            when 'result' then result
            when 'number' then cast(selected_texts.number as varchar)
        end is not distinct from $piece
    )
    and ($least_number is null or selected_texts.number >= $least_number)
    and ($most_number is null or selected_texts.number <= $most_number)
order by
    requested_at desc,
    service,
    message_id
limit $rows offset $skip
