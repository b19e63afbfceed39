-- A message log's cells as values. Text that can't be read stays beside its value, to be judged.
-- Each ID is filled in a step of its own: a macro repeats its argument at each use, and planning takes time for each.
-- Reads the view raw (staging.py) and the macros of clean.sql.
with

read_once as (

    select
        *,
        plain_number(number) as plain,
        local_time(requested_at, 'requested_at') as requested_local,
        zoned_time(requested_at, 'requested_at') as requested_zoned,
        local_time(accepted_at, 'accepted_at') as accepted_local,
        zoned_time(accepted_at, 'accepted_at') as accepted_zoned,
        local_time(updated_at, 'updated_at') as updated_local,
        zoned_time(updated_at, 'updated_at') as updated_zoned,
        local_time(delivered_at, 'delivered_at') as delivered_local,
        zoned_time(delivered_at, 'delivered_at') as delivered_zoned,
        money(price) as amount,
        is_basic(nullif(body, '')) as is_basic,
        case when is_basic(nullif(body, '')) then false else not is_gsm(nullif(body, '')) end as is_unicode
    from raw

),

dated as (

    select
        * replace (
            no_placeholder(plain) as plain,
            this_century(requested_local) as requested_local,
            this_century(accepted_local) as accepted_local,
            this_century(updated_local) as updated_local,
            this_century(delivered_local) as delivered_local
        ),
        filled(message_id) as message_id_text,
        filled(broadcast_id) as broadcast_id_text,
        filled(contact_id) as contact_id_text
    from read_once

),

instants as (

    select
        *,
        instant(requested_zoned, requested_local, 'requested_at') as requested,
        instant(accepted_zoned, accepted_local, 'accepted_at') as accepted,
        instant(updated_zoned, updated_local, 'updated_at') as updated,
        instant(delivered_zoned, delivered_local, 'delivered_at') as delivered,
        real_id(message_id_text, 'message_id') as own_id
    from dated

)

select
    record,
    line,
    broken,
    filled(service) as service,
    own_id || case when shares_id(message_id, list_place) then '/' || filled(list_place) else '' end
        as message_id,
    real_id(broadcast_id_text, 'broadcast_id') as broadcast_id,
    filled(broadcast) as broadcast,
    filled(sent_by) as sent_by,
    filled(school) as school,
    real_id(contact_id_text, 'contact_id') as contact_id,
    plain as number,
    case when plain is null then filled(number) end as number_text,
    filled(short_code) as short_code,
    filled(result) as result_text,
    -- An error of a message to several numbers doesn't say which number it is about.
    case when not shares_id(message_id, list_place) then filled(reason_text) end as reason_text,
    filled(service_status) as service_status,
    case when not shares_id(message_id, list_place) then filled(carrier_code) end as carrier_code,
    requested as requested_at,
    case when requested is null then filled(requested_at) end as requested_text,
    accepted as accepted_at,
    case when accepted is null then filled(accepted_at) end as accepted_text,
    updated as updated_at,
    case when updated is null then filled(updated_at) end as updated_text,
    delivered as delivered_at,
    case when delivered is null then filled(delivered_at) end as delivered_text,
    filled(kind) as kind,
    whole_number(parts) as parts,
    no_whole_number(parts) as parts_text,
    -- The price of a message to several numbers is that of them all.
    case when not shares_id(message_id, list_place) then amount end as price,
    case when amount is null then filled(price) end as price_text,
    amount is not null and shares_id(message_id, list_place) as price_is_shared,
    currency_code(currency) as currency,
    case when currency_code(currency) is null then filled(currency) end as currency_text,
    filled(carrier) as carrier,
    case
        when is_basic then cast(length(body) as integer)
        when is_unicode then utf16_length(body)
        when not is_unicode then septets(body)
    end as text_length,
    is_unicode,
    strftime(make_timestamp(epoch_us(requested)), '%Y-%m') as month,
    clock_note(requested_local, 'requested_at') as clock_note,
    filled(direction) as direction,
    coalesce(filled(channel), channel_of(number)) as channel,
    filled(list_place) as list_place,
    -- Only a keyword is kept of a body, and a mark that tells texts without an id apart.
    case when own_id is null then md5(body) end as body_mark,
    keyword(body) as keyword,
    case when keyword(body) is not null then filled(number) end as keyword_to
from instants
