-- Which broadcasts were sent, and whom did they reach?
--
-- Steps: page_of_broadcasts, contacts_of_broadcasts, families_of_broadcasts
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

page as (

    select
        page_of_broadcasts.broadcast_id,
        page_of_broadcasts.only_name,
        page_of_broadcasts.first_requested_at,
        page_of_broadcasts.of_all,
        max_by(
            selected_counts.broadcast,
            { 'at': selected_counts.last_requested_at, 'name': selected_counts.broadcast }
        ) as broadcast,
        cast(sum(selected_counts.texts) as bigint) as texts,
        100e0 * coalesce(sum(selected_counts.texts) filter (where results.is_final), 0)
        / sum(selected_counts.texts) as final_pct
    from page_of_broadcasts
    inner join selected_counts
        on
            page_of_broadcasts.broadcast_id is not distinct from selected_counts.broadcast_id
            and page_of_broadcasts.only_name is not distinct from
            case when selected_counts.broadcast_id is null then selected_counts.broadcast end
    inner join results on selected_counts.result = results.result
    group by
        page_of_broadcasts.broadcast_id,
        page_of_broadcasts.only_name,
        page_of_broadcasts.first_requested_at,
        page_of_broadcasts.of_all

),

reach as (

    select
        broadcast_id,
        only_name,
        min(sent_by) as sent_by,
        count(*) as contacts,
        count(*) filter (where is_reached) as reached,
        count(*) filter (where is_in_progress) as in_progress,
        count(*) filter (where contact_id is null) as without_contact
    from contacts_of_broadcasts
    group by broadcast_id, only_name

),

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
    coalesce(page.broadcast_id, page.only_name) as broadcast_id,
    page.broadcast,
    reach.sent_by,
    page.first_requested_at,
    page.texts,
    coalesce(reach.contacts, 0) as contacts,
    coalesce(reach.reached, 0) as reached,
    coalesce(reach.in_progress, 0) as in_progress,
    coalesce(reach.contacts - reach.reached - reach.in_progress, 0) as not_reached,
    page.final_pct,
    families.families,
    families.families_reached,
    coalesce(reach.without_contact, 0) as without_contact,
    page.of_all
from page
left join reach
    on page.broadcast_id is not distinct from reach.broadcast_id and page.only_name is not distinct from reach.only_name
left join families
    on
        page.broadcast_id is not distinct from families.broadcast_id
        and page.only_name is not distinct from families.only_name
order by page.first_requested_at desc, coalesce(page.broadcast_id, page.only_name), page.broadcast_id is null
