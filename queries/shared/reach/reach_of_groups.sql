-- Whom broadcasts reached, in all, by school and by language
--
-- Groups of fewer than 5 contacts are one group together, which the next smallest joins if it would still have fewer.
--
-- Parameters
--   $enough         bigint   contacts that are enough to compare
--   $names_allowed  boolean  whether the viewer may see names; who may not gets no languages, since two filters could
--                            tell that of one contact
--
-- Steps: contacts_of_broadcasts, viewer_contacts
--
-- Returns one row per group: all contacts, one per school and, for who may see names, one per language
--   school                     varchar  school of the families; null in other rows, of no school, or of groups together
--   language                   varchar  language of the contacts; null likewise
--   contacts                   bigint   number of contacts, each once for every broadcast
--   reached                    bigint   number of contacts with a text that was accepted
--   in_progress                bigint   number of contacts with none accepted, and one in progress
--   opted_out_or_not_opted_in  bigint   number of contacts not reached that a reply would opt in
--   not_reachable              bigint   number of other contacts not reached
--   reached_pct                double   share of reached in contacts, 0 to 100
--   reached_low_pct            double   lower bound of that share, with a certainty of 95% (Wilson)
--   reached_high_pct           double   upper bound of that share
--   level                      varchar  total, school or language
--   group_count                bigint   number of schools or languages that the row is about
--   is_small                   boolean  whether the contacts are too few to compare
--   is_together                boolean  whether it is of several small groups

with

languages as (

    select
        contact_id,
        min(language) as language
    from viewer_contacts
    where contact_id in (select contacts_of_broadcasts.contact_id from contacts_of_broadcasts)
    group by contact_id

),

levels as (

    select level
    from (select unnest(['total', 'school', 'language']) as level) as every_level
    where level <> 'language' or $names_allowed

),

groups as (

    select
        levels.level,
        case levels.level
            when 'school' then contacts_of_broadcasts.school
            when 'language' then languages.language
        end as name,
        count(*) as contacts,
        count(*) filter (where contacts_of_broadcasts.is_reached) as reached,
        count(*) filter (where contacts_of_broadcasts.is_in_progress) as in_progress,
        count(*) filter (where contacts_of_broadcasts.lacks_consent) as lacking_consent
    from contacts_of_broadcasts
    cross join levels
    left join languages on contacts_of_broadcasts.contact_id = languages.contact_id
    group by 1, 2

),

smallest_first as (

    select
        *,
        row_number() over (partition by level order by contacts, name) as place,
        count(*) filter (where contacts < 5) over (partition by level) as small_groups,
        coalesce(sum(contacts) filter (where contacts < 5) over (partition by level), 0) as small_contacts
    from groups

),

merged as (

    select
        level,
        case when not is_together then name end as name,
        is_together,
        count(*) as group_count,
        sum(contacts) as contacts,
        sum(reached) as reached,
        sum(in_progress) as in_progress,
        sum(lacking_consent) as lacking_consent
    from (
        select
            *,
            level <> 'total'
            and (contacts < 5 or (small_groups > 0 and small_contacts < 5 and place = small_groups + 1)) as is_together
        from smallest_first
    ) as marked
    group by 1, 2, 3

),

everything as (

    select * from merged

    union all

    select
        'total' as level,
        null as name,
        false as is_together,
        1 as group_count,
        0 as contacts,
        0 as reached,
        0 as in_progress,
        0 as lacking_consent
    where not exists (select 1 from groups)

),

shares as (

    select
        *,
        reached / nullif(contacts, 0) as share,
        -- The square of 1.96: of a range that holds the true share in 95 of 100 cases.
        38416e-4 / nullif(contacts, 0) as spread
    from everything

),

ranges as (

    select
        *,
        share + spread / 2 as middle,
        sqrt(spread * (share * (1 - share) + spread / 4)) as width
    from shares

)

select
    case when level = 'school' then name end as school,
    case when level = 'language' then name end as language,
    cast(contacts as bigint) as contacts,
    cast(reached as bigint) as reached,
    cast(in_progress as bigint) as in_progress,
    cast(lacking_consent as bigint) as opted_out_or_not_opted_in,
    cast(contacts - reached - in_progress - lacking_consent as bigint) as not_reachable,
    100e0 * share as reached_pct,
    100e0 * (middle - width) / (1 + spread) as reached_low_pct,
    100e0 * (middle + width) / (1 + spread) as reached_high_pct,
    level,
    group_count,
    contacts < $enough as is_small,
    is_together
from ranges
