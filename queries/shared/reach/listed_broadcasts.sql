-- Broadcasts with what was sent, and whom they reached
--
-- Steps: selected_counts, page_of_broadcasts, contacts_of_broadcasts
--
-- Returns one row per broadcast with texts in the whole filter: those of a page of the list, from its newest
--   broadcast_id        varchar      id of the broadcast at the service, or its name if it has none
--   only_name           varchar      name of a broadcast without an id; null of others
--   broadcast           varchar      its newest name
--   sent_by             varchar      school or office that sent it; the first by name of several
--   first_requested_at  timestamptz  when the first of these texts was requested
--   texts               bigint       number of texts
--   contacts            bigint       number of contacts that they were for
--   reached             bigint       number of contacts with a text that was accepted
--   in_progress         bigint       number of contacts with none accepted, and one in progress
--   not_reached         bigint       number of other contacts
--   final_pct           double       share of texts with a final result, 0 to 100
--   without_contact     bigint       number of contacts that are a number or a text, since the contact isn't known
--   of_all              bigint       number of broadcasts in all
--   place               bigint       1 for the newest on the page

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

)

select
    coalesce(page.broadcast_id, page.only_name) as broadcast_id,
    page.only_name,
    page.broadcast,
    reach.sent_by,
    page.first_requested_at,
    page.texts,
    coalesce(reach.contacts, 0) as contacts,
    coalesce(reach.reached, 0) as reached,
    coalesce(reach.in_progress, 0) as in_progress,
    coalesce(reach.contacts - reach.reached - reach.in_progress, 0) as not_reached,
    page.final_pct,
    coalesce(reach.without_contact, 0) as without_contact,
    page.of_all,
    row_number() over (
        order by
            page.first_requested_at desc, coalesce(page.broadcast_id, page.only_name), page.broadcast_id is null
    ) as place
from page
left join reach
    on page.broadcast_id is not distinct from reach.broadcast_id and page.only_name is not distinct from reach.only_name
