-- Which broadcasts were sent, and whom did they reach?
--
-- Steps: listed_broadcasts, families_of_broadcasts
-- Replaces: proved_reasons by no_proved_reasons
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast with texts in the whole filter, newest first
--   broadcast_id        varchar      id of the broadcast at the service, or its name if it has none
--   broadcast           varchar      its newest name
--   sent_by             varchar      school or office that sent it; the first by name of several
--   first_requested_at  timestamptz  when the first of these texts was requested
--   texts               bigint       number of texts
--   contacts            bigint       number of contacts that they were for
--   reached             bigint       number of contacts with a text that was accepted
--   in_progress         bigint       number of contacts with none accepted, and one in progress
--   not_reached         bigint       number of other contacts
--   final_pct           double       share of texts with a final result, 0 to 100
--   families            bigint       number of families; null unless contact lists state households
--   families_reached    bigint       number of families with a contact that was reached; null likewise
--   without_contact     bigint       number of contacts that are a number or a text, since the contact isn't known
--   of_all              bigint       number of broadcasts in all

with

family_reach as (

    select
        broadcast_id,
        only_name,
        bool_or(is_reached) as is_reached
    from families_of_broadcasts
    where has_households
    group by broadcast_id, only_name, family

),

families as (

    select
        broadcast_id,
        only_name,
        count(*) as families,
        count(*) filter (where is_reached) as families_reached
    from family_reach
    group by broadcast_id, only_name

)

select
    listed_broadcasts.broadcast_id,
    listed_broadcasts.broadcast,
    listed_broadcasts.sent_by,
    listed_broadcasts.first_requested_at,
    listed_broadcasts.texts,
    listed_broadcasts.contacts,
    listed_broadcasts.reached,
    listed_broadcasts.in_progress,
    listed_broadcasts.not_reached,
    listed_broadcasts.final_pct,
    families.families,
    families.families_reached,
    listed_broadcasts.without_contact,
    listed_broadcasts.of_all
from listed_broadcasts
left join families
    on
        listed_broadcasts.broadcast_id = coalesce(families.broadcast_id, families.only_name)
        and listed_broadcasts.only_name is not distinct from families.only_name
order by listed_broadcasts.place
