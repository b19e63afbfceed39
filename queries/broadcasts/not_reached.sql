-- Whom did the selected broadcasts not reach, and who has called them?
--
-- Parameters
--   $rows           bigint   number of contacts to list; null lists all of them
--   $skip           bigint   number of contacts to leave out at the start; null leaves out none
--   $secret_order   varchar  secret by which contacts are put in an order that tells nothing of them, for a viewer
--                            who reads them masked; null orders them by name
--   $names_allowed  boolean  whether the viewer may see names; who may not sees no language of a contact either
--
-- Steps: contacts_of_broadcasts, families_of_broadcasts, texts_of_broadcasts, called_contacts, viewer_contacts
-- Steps: viewer_contact_names
-- Ignores: $results, $reasons
--
-- Returns one row per broadcast and contact not reached, those that nobody reached in another way first
--   contact_id           varchar      contact; null if a number or a text alone counts as one
--   name                 varchar      name of the contact
--   student_name         varchar      names of the contact's students
--   school               varchar      school of the family; the first by name of several
--   language             varchar      language of the contact; null for a viewer who may not see names
--   numbers              varchar      numbers that the broadcast texted, in E.164 form
--   result               varchar      an undelivered result
--   reason               varchar      key of the reason that is easiest to remedy; null if the log states none
--   reached_another_way  boolean      whether a call reached somebody
--   other_numbers        varchar      other numbers of the contact now
--   family_reached       boolean      whether another contact of the family was reached
--   call_result          varchar      the newest call result; null if nobody called
--   called_at            timestamptz  when that was
--   called_by            varchar      who entered it
--   broadcast_id         varchar      id of the broadcast, or its name if it has none
--   number_alone         varchar      number that counts as a contact, in E.164 form; null of others

with

missed as (

    select *
    from contacts_of_broadcasts
    where not is_reached and not is_in_progress

),

reached_families as (

    select distinct
        broadcast_id,
        only_name,
        family
    from families_of_broadcasts
    where is_reached

),

family_of_missed as (

    select
        families_of_broadcasts.broadcast_id,
        families_of_broadcasts.only_name,
        families_of_broadcasts.contact_id,
        reached_families.family is not null as family_reached
    from families_of_broadcasts
    left join reached_families
        on
            families_of_broadcasts.family = reached_families.family
            and families_of_broadcasts.broadcast_id is not distinct from reached_families.broadcast_id
            and families_of_broadcasts.only_name is not distinct from reached_families.only_name
    where
        not families_of_broadcasts.is_reached
        and not families_of_broadcasts.is_in_progress
        and families_of_broadcasts.contact_id is not null

),

texted as (

    select distinct
        texts_of_broadcasts.broadcast_id,
        texts_of_broadcasts.only_name,
        texts_of_broadcasts.contact_id,
        texts_of_broadcasts.number
    from texts_of_broadcasts
    where texts_of_broadcasts.contact_id is not null and texts_of_broadcasts.number is not null

),

texted_numbers as (

    select
        broadcast_id,
        only_name,
        contact_id,
        string_agg('+' || cast(number as varchar), ', ' order by number) as numbers
    from texted
    group by broadcast_id, only_name, contact_id

),

listed as (

    select
        contact_id,
        min(language) as language
    from viewer_contacts
    where $names_allowed and contact_id in (select missed.contact_id from missed)
    group by contact_id

),

others as (

    select distinct
        missed.broadcast_id,
        missed.only_name,
        missed.contact_id,
        viewer_contacts.number
    from missed
    inner join viewer_contacts on missed.contact_id = viewer_contacts.contact_id
    where
        viewer_contacts.number is not null
        and not exists (
            select 1
            from texted
            where
                texted.contact_id = missed.contact_id
                and texted.number = viewer_contacts.number
                and texted.broadcast_id is not distinct from missed.broadcast_id
                and texted.only_name is not distinct from missed.only_name
        )

),

other_numbers as (

    select
        broadcast_id,
        only_name,
        contact_id,
        string_agg('+' || cast(number as varchar), ', ' order by number) as other_numbers
    from others
    group by broadcast_id, only_name, contact_id

)

select
    missed.contact_id,
    viewer_contact_names.name,
    viewer_contact_names.students as student_name,
    missed.school,
    listed.language,
    coalesce(texted_numbers.numbers, '+' || cast(missed.number_alone as varchar)) as numbers,
    missed.result,
    missed.reason,
    coalesce(called_contacts.reached_another_way, false) as reached_another_way,
    other_numbers.other_numbers,
    coalesce(family_of_missed.family_reached, false) as family_reached,
    called_contacts.call_result,
    called_contacts.called_at,
    called_contacts.entered_by as called_by,
    coalesce(missed.broadcast_id, missed.only_name) as broadcast_id,
    '+' || cast(missed.number_alone as varchar) as number_alone
from missed
left join viewer_contact_names
    on
        missed.contact_id = viewer_contact_names.contact_id
        and (viewer_contact_names.school is null or missed.school = viewer_contact_names.school)
left join listed on missed.contact_id = listed.contact_id
left join texted_numbers
    on
        missed.contact_id = texted_numbers.contact_id
        and missed.broadcast_id is not distinct from texted_numbers.broadcast_id
        and missed.only_name is not distinct from texted_numbers.only_name
left join other_numbers
    on
        missed.contact_id = other_numbers.contact_id
        and missed.broadcast_id is not distinct from other_numbers.broadcast_id
        and missed.only_name is not distinct from other_numbers.only_name
left join family_of_missed
    on
        missed.contact_id = family_of_missed.contact_id
        and missed.broadcast_id is not distinct from family_of_missed.broadcast_id
        and missed.only_name is not distinct from family_of_missed.only_name
left join called_contacts
    on
        coalesce(missed.broadcast_id, missed.only_name) = called_contacts.broadcast
        and missed.contact_id is not distinct from called_contacts.contact_id
        and missed.number_alone is not distinct from called_contacts.number_alone
order by
    reached_another_way,
    family_reached,
    missed.school is null,
    missed.school,
    case when $secret_order is null then viewer_contact_names.students end,
    case when $secret_order is null then viewer_contact_names.name end,
    case
        when $secret_order is null then concat_ws(' ', missed.contact_id, missed.number_alone, missed.text_alone)
        else md5(concat_ws(' ', $secret_order, missed.contact_id, missed.number_alone, missed.text_alone))
    end,
    coalesce(missed.broadcast_id, missed.only_name),
    missed.broadcast_id is null
limit $rows offset $skip
