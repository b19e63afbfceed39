-- A message log's cells as values. What could not be read stays beside it as text, to be judged.
create or replace view cleaned as
with

read_once as (

    select
        *,
        plain_number(number) as plain,
        local_time(requested_at) as requested_local,
        zoned_time(requested_at) as requested_zoned,
        local_time(accepted_at) as accepted_local,
        zoned_time(accepted_at) as accepted_zoned,
        local_time(updated_at) as updated_local,
        zoned_time(updated_at) as updated_zoned
    from raw

),

dated as (

    select
        * replace (
            this_century(requested_local) as requested_local,
            this_century(accepted_local) as accepted_local,
            this_century(updated_local) as updated_local
        )
    from read_once

),

instants as (

    select
        *,
        instant(requested_zoned, requested_local) as requested,
        instant(accepted_zoned, accepted_local) as accepted,
        instant(updated_zoned, updated_local) as updated
    from dated

)

select
    line,
    broken,
    given(service) as service,
    given(message_id) || case when shares_id(message_id, list_place) then '/' || given(list_place) else '' end
        as message_id,
    given(broadcast_id) as broadcast_id,
    given(broadcast) as broadcast,
    given(sent_by) as sent_by,
    given(school) as school,
    given(contact_id) as contact_id,
    plain as number,
    case when plain is null then given(number) end as number_text,
    given(short_code) as short_code,
    given(result) as result_text,
    -- Of several texts under one id, an error does not say which it means.
    case when not shares_id(message_id, list_place) then given(reason_text) end as reason_text,
    given(service_status) as service_status,
    case when not shares_id(message_id, list_place) then given(carrier_code) end as carrier_code,
    requested as requested_at,
    case when requested is null then given(requested_at) end as requested_text,
    accepted as accepted_at,
    case when accepted is null then given(accepted_at) end as accepted_text,
    updated as updated_at,
    case when updated is null then given(updated_at) end as updated_text,
    strftime(make_timestamp(epoch_us(requested)), '%Y-%m') as month,
    clock_note(requested_local) as clock_note,
    given(direction) as direction,
    coalesce(given(channel), channel_of(number)) as channel,
    given(list_place) as list_place,
    -- Of a body only what is needed is kept: a keyword, or what tells texts without an id apart.
    case when message_id is null then md5(body) end as body_mark,
    keyword(body) as keyword,
    case when keyword(body) is not null then given(number) end as keyword_to
from instants
