-- Texts one by one, of the whole filter
--
-- Parameters
--   $from_at     timestamptz  first instant to count
--   $until_at    timestamptz  instant after the last one to count
--   $broadcasts  varchar[]    ids or names of the broadcasts to count; null counts all of them
--   $schools     varchar[]    schools of the families to count; null counts all of them
--   $reasons     varchar[]    reasons to count, '' for none stated; null counts every text
--
-- Steps: viewer_texts, selected_results
--
-- Returns one row per text
--   service         varchar      messaging service
--   message_id      varchar      id of the text at the service, or one made from the row
--   requested_at    timestamptz  when it was requested
--   broadcast_id    varchar      id of the broadcast at the service
--   broadcast       varchar      name of the broadcast
--   sent_by         varchar      school or office that sent it
--   school          varchar      school of the family
--   contact_id      varchar      contact
--   number          bigint       phone number as E.164 digits; null if the contact has none
--   stage           varchar      one of the three stages
--   result          varchar      one of the five results
--   reason          varchar      key of one of the nine reasons; null if the log states none
--   service_status  varchar      status as the service states it
--   carrier_code    varchar      code of the carrier
--   updated_at      timestamptz  when the result was last updated
--   result_place    integer      order of the result
--   short_code      varchar      short code that the text came from
--   reason_text     varchar      reason as the log states it
--   accepted_at     timestamptz  when the service accepted it
--   import_id       varchar      import that brought it
--   delivered_at    timestamptz  when it was delivered, by its receipt; null if the log does not say
--   kind            varchar      kind of text as the log states it: attendance, emergency, …
--   parts           integer      segments that the service counted
--   price           double       what the service charged, never negative
--   currency        varchar      currency of the price
--   carrier         varchar      carrier of the number, as the log states it
--   text_length     integer      length of the text as sent: GSM septets, or UTF-16 units if Unicode
--   is_unicode      boolean      whether the text was sent as Unicode; null if the log has no text

select
    viewer_texts.service,
    viewer_texts.message_id,
    viewer_texts.requested_at,
    viewer_texts.broadcast_id,
    viewer_texts.broadcast,
    viewer_texts.sent_by,
    viewer_texts.school,
    viewer_texts.contact_id,
    viewer_texts.number,
    selected_results.stage,
    viewer_texts.result,
    viewer_texts.reason,
    viewer_texts.service_status,
    viewer_texts.carrier_code,
    viewer_texts.updated_at,
    selected_results.place as result_place,
    viewer_texts.short_code,
    viewer_texts.reason_text,
    viewer_texts.accepted_at,
    viewer_texts.import_id,
    viewer_texts.delivered_at,
    viewer_texts.kind,
    viewer_texts.parts,
    viewer_texts.price,
    viewer_texts.currency,
    viewer_texts.carrier,
    viewer_texts.text_length,
    viewer_texts.is_unicode
from viewer_texts
inner join selected_results on viewer_texts.result = selected_results.result
where
    viewer_texts.requested_at >= $from_at and viewer_texts.requested_at < $until_at
    and (
        $broadcasts is null
        or list_contains($broadcasts, viewer_texts.broadcast_id)
        or list_contains($broadcasts, viewer_texts.broadcast)
    )
    and ($schools is null or list_contains($schools, viewer_texts.school))
    and selected_results.is_selected
    and (
        $reasons is null
        or list_contains(
            $reasons, case when selected_results.is_undelivered then coalesce(viewer_texts.reason, '') end
        )
    )
