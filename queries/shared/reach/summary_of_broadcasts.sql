-- Whom broadcasts reached, in one row
--
-- Steps: contacts_of_broadcasts, families_of_broadcasts, called_contacts
--
-- Returns one row
--   texts                      bigint       number of texts
--   contacts                   bigint       number of contacts, each once for every broadcast
--   reached                    bigint       number of contacts with a text that was accepted
--   in_progress                bigint       number of contacts with none accepted, and one in progress
--   opted_out_or_not_opted_in  bigint       number of contacts not reached that a reply would opt in
--   not_reachable              bigint       number of other contacts not reached
--   not_reached                bigint       number of both
--   to_call                    bigint       number of contact IDs of these that no call reached
--   reached_another_way        bigint       number of contacts not reached by text that somebody called or wrote to
--   half_reached_at            timestamptz  when half of the contacts reached were; null if the log doesn't say
--   sent_by                    varchar      school or office that sent them; the first by name of several
--   without_contact            bigint       number of contacts that are a number or a text, since nobody is known
--   families                   bigint       number of families; null unless contact lists state households
--   families_reached           bigint       number of families with a contact that was reached; null likewise
--   families_in_progress       bigint       number of families with none reached, and one in progress; null likewise
--   families_to_opt_in         bigint       number of families not reached that a reply would opt in; null likewise

with

marked as (

    select
        contacts_of_broadcasts.*,
        coalesce(called_contacts.reached_another_way, false) as reached_another_way
    from contacts_of_broadcasts
    left join called_contacts
        on
            coalesce(contacts_of_broadcasts.broadcast_id, contacts_of_broadcasts.only_name) = called_contacts.broadcast
            and contacts_of_broadcasts.contact_id is not distinct from called_contacts.contact_id
            and contacts_of_broadcasts.number_alone is not distinct from called_contacts.number_alone

),

reached_first as (

    select
        reached_at,
        row_number() over (order by reached_at) as place,
        count(*) over () as of_all
    from marked
    where reached_at is not null

),

half as (

    select min(reached_at) as half_reached_at
    from reached_first
    where 2 * place >= of_all

),

family_reach as (

    select
        broadcast_id,
        only_name,
        bool_or(is_reached) as is_reached,
        bool_or(is_in_progress) as is_in_progress,
        bool_or(lacks_consent) as lacks_consent
    from families_of_broadcasts
    where has_households
    group by broadcast_id, only_name, family

),

families as (

    select
        nullif(count(*), 0) as families,
        count(*) filter (where is_reached) as reached,
        count(*) filter (where is_in_progress and not is_reached) as in_progress,
        count(*) filter (where lacks_consent and not is_reached and not is_in_progress) as to_opt_in
    from family_reach

)

select
    cast(coalesce(sum(marked.texts), 0) as bigint) as texts,
    count(marked.is_reached) as contacts,
    count(*) filter (where marked.is_reached) as reached,
    count(*) filter (where marked.is_in_progress) as in_progress,
    count(*) filter (where marked.lacks_consent) as opted_out_or_not_opted_in,
    count(*) filter (
        where not marked.is_reached and not marked.is_in_progress and not marked.lacks_consent
    ) as not_reachable,
    count(*) filter (where not marked.is_reached and not marked.is_in_progress) as not_reached,
    count(distinct marked.contact_id) filter (
        where not marked.is_reached and not marked.is_in_progress and not marked.reached_another_way
    ) as to_call,
    count(*) filter (
        where marked.reached_another_way and not marked.is_reached and not marked.is_in_progress
    ) as reached_another_way,
    min(half.half_reached_at) as half_reached_at,
    min(marked.sent_by) as sent_by,
    count(*) filter (where marked.is_reached is not null and marked.contact_id is null) as without_contact,
    min(families.families) as families,
    min(case when families.families > 0 then families.reached end) as families_reached,
    min(case when families.families > 0 then families.in_progress end) as families_in_progress,
    min(case when families.families > 0 then families.to_opt_in end) as families_to_opt_in
from half
cross join families
left join marked on true
