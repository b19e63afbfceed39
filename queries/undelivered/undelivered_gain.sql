-- How much smaller would the undelivered share be if all pending contacts had opted in?
--
-- Counts texts that weren't sent for want of consent, to numbers that are pending now. A text is for the contact that
-- the log names, otherwise for the one who had the number at the time, otherwise the number counts as a contact.
--
-- Steps: reasoned_texts, selected_counts, viewer_statuses, viewer_number_owners
-- Ignores: $results, $reasons
--
-- Returns one row
--   texts                 bigint  number of texts
--   undelivered           bigint  number of them that were not delivered
--   undelivered_pct       double  share of these, 0 to 100; null without texts
--   pending_contacts      bigint  number of contacts with a pending number and such a text
--   numbers_as_contacts   bigint  number of these that are numbers, since no contact is known
--   pending_texts         bigint  number of undelivered texts to them that consent would have let out
--   undelivered_pct_then  double  undelivered share without these, 0 to 100; null without texts

with

waiting as (

    select distinct
        viewer_statuses.number,
        viewer_statuses.short_code
    from viewer_statuses
    inner join statuses on viewer_statuses.status = statuses.status
    where statuses.is_pending

),

held_back as (

    select
        reasoned_texts.service,
        reasoned_texts.message_id,
        reasoned_texts.contact_id,
        reasoned_texts.number,
        reasoned_texts.school,
        reasoned_texts.requested_at
    from reasoned_texts
    inner join reasons on reasoned_texts.reason = reasons.reason
    where
        reasons.lacks_consent
        and exists (
            select 1
            from waiting
            where
                waiting.number = reasoned_texts.number
                and coalesce(waiting.short_code = reasoned_texts.short_code, true)
        )

),

people as (

    select
        held_back.service,
        held_back.message_id,
        max(coalesce(held_back.contact_id, viewer_number_owners.contact_id)) as contact_id,
        max(held_back.number) as number
    from held_back
    left join viewer_number_owners
        on
            held_back.contact_id is null
            and held_back.number = viewer_number_owners.number
            and held_back.requested_at >= viewer_number_owners.from_at
            and held_back.requested_at < viewer_number_owners.until_at
            and (viewer_number_owners.school is null or held_back.school = viewer_number_owners.school)
    group by held_back.service, held_back.message_id

),

gained as (

    select
        count(*) as pending_texts,
        count(distinct contact_id) as listed_contacts,
        count(distinct number) filter (where contact_id is null) as numbers_as_contacts
    from people

),

totals as (

    select
        coalesce(sum(texts), 0) as texts,
        coalesce(sum(texts) filter (where is_undelivered), 0) as undelivered
    from selected_counts

)

select
    cast(totals.texts as bigint) as texts,
    cast(totals.undelivered as bigint) as undelivered,
    100e0 * totals.undelivered / nullif(totals.texts, 0) as undelivered_pct,
    gained.listed_contacts + gained.numbers_as_contacts as pending_contacts,
    gained.numbers_as_contacts,
    gained.pending_texts,
    100e0 * (totals.undelivered - gained.pending_texts) / nullif(totals.texts, 0) as undelivered_pct_then
from totals
cross join gained
