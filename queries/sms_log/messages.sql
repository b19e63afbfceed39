-- Which texts are these, one by one?
--
-- Parameters
--   $from_at          timestamptz  first instant listed
--   $until_at         timestamptz  first instant not listed
--   $broadcasts       varchar[]    ids or names of the broadcasts to list; null lists them all
--   $schools          varchar[]    the families' schools to list; null lists them all
--   $results          varchar[]    the results to list; null lists them all
--   $reasons          varchar[]    the reasons to list, '' for none stated; null lists every text
--   $sort             varchar      requested_at, broadcast, school, number or result, with - in front for
--                                  falling; null lists the newest first
--   $rows             bigint       rows wanted; null wants all of them
--   $skip             bigint       rows to leave out at the start; null leaves out none
--   $schools_allowed  varchar[]    the schools that the viewer may see; null allows them all
--
-- Returns one row per text, newest first where nothing else is asked for
--   service         varchar      the messaging service
--   message_id      varchar      as the service wrote it, else one made from the row
--   requested_at    timestamptz  when the text was asked for
--   broadcast_id    varchar      as the service wrote it
--   broadcast       varchar      name of the broadcast
--   sent_by         varchar      the school or office that sent it
--   school          varchar      the family's school
--   contact_id      varchar      the contact
--   number          varchar      E.164; null where the contact has none
--   stage           varchar      one of the three stages
--   result          varchar      one of the five
--   reason          varchar      one of the nine keys; null where none is stated
--   service_status  varchar      the service's own word
--   carrier_code    varchar      the carrier's own code
--   updated_at      timestamptz  when the result was last heard of

select
    messages.service,
    messages.message_id,
    messages.requested_at,
    messages.broadcast_id,
    messages.broadcast,
    messages.sent_by,
    messages.school,
    messages.contact_id,
    '+' || cast(messages.number as varchar) as number,
    results.stage,
    messages.result,
    messages.reason,
    messages.service_status,
    messages.carrier_code,
    messages.updated_at
from messages
inner join results on messages.result = results.result
where
    messages.requested_at >= $from_at and messages.requested_at < $until_at
    and (
        $broadcasts is null
        or list_contains($broadcasts, messages.broadcast_id)
        or list_contains($broadcasts, messages.broadcast)
    )
    and ($schools is null or list_contains($schools, messages.school))
    and ($results is null or list_contains($results, messages.result))
    and (
        $reasons is null
        or list_contains($reasons, case when results.is_undelivered then coalesce(messages.reason, '') end)
    )
    and ($schools_allowed is null or list_contains($schools_allowed, messages.school))
order by
    case $sort when 'broadcast' then messages.broadcast when 'school' then messages.school end,
    case $sort when '-broadcast' then messages.broadcast when '-school' then messages.school end desc,
    case $sort when 'number' then messages.number when 'result' then results.place end,
    case $sort when '-number' then messages.number when '-result' then results.place end desc,
    case $sort when 'requested_at' then messages.requested_at end,
    messages.requested_at desc,
    messages.service,
    messages.message_id
limit $rows offset $skip
