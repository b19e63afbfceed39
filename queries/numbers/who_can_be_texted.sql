-- How many contacts can be texted, and what keeps the others from it?
--
-- Parameters
--   $enough  bigint  contacts that are enough to compare
--
-- Steps: viewer_contacts, contact_obstacles
--
-- Returns one row for all contacts, first, and one per school, grade and language. A contact of several schools, grades
-- or languages counts in each of them. Groups of fewer than 5 contacts are one row together, with the next larger ones
-- until it has 5: no row tells of fewer. Every contact is in exactly one of can_be_texted and the five after it
--   level                    varchar  total, school, grade or language
--   school                   varchar  the school; null on other levels, for no school and for groups together
--   grade                    varchar  the grade; likewise
--   language                 varchar  the language; likewise
--   groups                   bigint   number of groups that the row has together, 1 for a single one
--   contacts                 bigint   number of contacts
--   can_be_texted            bigint   number of them that can be texted
--   no_number                bigint   number without a phone number
--   no_sms                   bigint   number whose only numbers are landlines
--   pending                  bigint   number without a number that opted in, but with one that hasn't answered
--   opted_out                bigint   number whose numbers opted out
--   keeps_failing            bigint   number whose texts keep failing although a number opted in
--   can_be_texted_by_family  bigint   number that can't be texted, but another contact of the same household can
--   can_be_texted_pct        double   share of can_be_texted in contacts, 0 to 100
--   lower_pct                double   lower end of its 95% interval (Wilson)
--   upper_pct                double   upper end of it
--   is_small                 boolean  whether the contacts are too few to compare

with

households as (

    select viewer_contacts.household_id
    from viewer_contacts
    inner join contact_obstacles on viewer_contacts.contact_id = contact_obstacles.contact_id
    where contact_obstacles.obstacle is null and viewer_contacts.household_id is not null
    group by viewer_contacts.household_id

),

by_family as (

    select distinct viewer_contacts.contact_id
    from viewer_contacts
    inner join households on viewer_contacts.household_id = households.household_id

),

levels as (

    select unnest(['school', 'grade', 'language']) as level

),

named as (

    select distinct
        levels.level,
        case levels.level
            when 'school' then viewer_contacts.school
            when 'grade' then viewer_contacts.grade
            when 'language' then viewer_contacts.language
        end as name,
        viewer_contacts.contact_id
    from viewer_contacts
    cross join levels

),

sizes as (

    select
        level,
        name,
        count(*) as contacts,
        row_number() over (partition by level order by count(*), name) as place
    from named
    group by level, name

),

small_levels as (

    select level
    from sizes
    group by level
    having min(contacts) < 5

),

-- Each contact counts in the smallest of its groups, so that sums over groups count it once.
smallest as (

    select
        named.level,
        named.contact_id,
        min(sizes.place) as place
    from named
    inner join small_levels on named.level = small_levels.level
    inner join sizes on named.level = sizes.level and named.name is not distinct from sizes.name
    group by named.level, named.contact_id

),

added as (

    select
        sizes.level,
        sizes.place,
        max(sizes.contacts) as contacts,
        sum(count(smallest.contact_id)) over (partition by sizes.level order by sizes.place) as up_to_here
    from sizes
    inner join small_levels on sizes.level = small_levels.level
    left join smallest on sizes.level = smallest.level and sizes.place = smallest.place
    group by sizes.level, sizes.place

),

-- The last of the groups that are together: the last small one, or the one with which they are enough.
last_together as (

    select
        level,
        greatest(
            max(place) filter (where contacts < 5),
            coalesce(min(place) filter (where up_to_here >= 5), max(place))
        ) as place
    from added
    group by level

),

together as (

    select
        sizes.level,
        sizes.name
    from sizes
    inner join last_together on sizes.level = last_together.level and sizes.place <= last_together.place

),

in_rows as (

    select
        named.level,
        named.name,
        false as is_together,
        named.contact_id
    from named
    left join together on named.level = together.level and named.name is not distinct from together.name
    where together.level is null

    union all

    select distinct
        named.level,
        null as name,
        true as is_together,
        named.contact_id
    from named
    inner join together on named.level = together.level and named.name is not distinct from together.name

    union all

    select
        'total' as level,
        null as name,
        false as is_together,
        contact_id
    from contact_obstacles

),

counted as (

    select
        in_rows.level,
        in_rows.name,
        in_rows.is_together,
        count(*) as contacts,
        count(*) filter (where contact_obstacles.obstacle is null) as can_be_texted,
        count(*) filter (where contact_obstacles.obstacle = 'no_number') as no_number,
        count(*) filter (where contact_obstacles.obstacle = 'no_sms') as no_sms,
        count(*) filter (where contact_obstacles.obstacle = 'pending') as pending,
        count(*) filter (where contact_obstacles.obstacle = 'opted_out') as opted_out,
        count(*) filter (where contact_obstacles.obstacle = 'keeps_failing') as keeps_failing,
        count(by_family.contact_id) filter (
            where contact_obstacles.obstacle is not null
        ) as can_be_texted_by_family
    from in_rows
    inner join contact_obstacles on in_rows.contact_id = contact_obstacles.contact_id
    left join by_family on in_rows.contact_id = by_family.contact_id
    group by in_rows.level, in_rows.name, in_rows.is_together
    having in_rows.level = 'total' or count(*) >= 5

),

shares as (

    select
        *,
        1e0 * can_be_texted / contacts as share,
        -- The square of 1.96 standard deviations, which 95% are within.
        38416e-4 / contacts as spread
    from counted

),

intervals as (

    select
        *,
        share + spread / 2 as middle,
        sqrt(spread * (share * (1 - share) + spread / 4)) as half
    from shares

)

select
    intervals.level,
    case when intervals.level = 'school' then intervals.name end as school,
    case when intervals.level = 'grade' then intervals.name end as grade,
    case when intervals.level = 'language' then intervals.name end as language,
    case when intervals.is_together then last_together.place else 1 end as groups,
    intervals.contacts,
    intervals.can_be_texted,
    intervals.no_number,
    intervals.no_sms,
    intervals.pending,
    intervals.opted_out,
    intervals.keeps_failing,
    intervals.can_be_texted_by_family,
    100e0 * intervals.share as can_be_texted_pct,
    100e0 * (intervals.middle - intervals.half) / (1 + intervals.spread) as lower_pct,
    100e0 * (intervals.middle + intervals.half) / (1 + intervals.spread) as upper_pct,
    intervals.contacts < $enough as is_small
from intervals
left join last_together on intervals.level = last_together.level
order by
    intervals.level <> 'total',
    intervals.level = 'language',
    intervals.level = 'grade',
    intervals.is_together,
    intervals.name is null,
    case when intervals.level = 'grade' then coalesce(try_cast(intervals.name as integer), 0) end,
    case when intervals.level = 'grade' then intervals.name end,
    intervals.contacts < $enough,
    intervals.share,
    intervals.name
