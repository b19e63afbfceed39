-- Whose was each number at which time?
--
-- Of a number that never changed hands, as far as lists show, it is whoever has it now, at all times. Of another one it
-- is whoever a list had with it before and after, or has with it since.
--
-- Returns one row per number, school and span of time, and for a number of several schools more without a school, of
-- which no two overlap. It has the one contact, or the names of several and of their students. `is_whole` is true of
-- the rows that cover all schools of the number
with

number_listings as (

    select
        contacts.number,
        min(contacts.school) as school,
        min(contacts.contact_id) as contact_id,
        min(contacts.contact_id) = max(contacts.contact_id)
        and count(contacts.school) in (0, count(*))
        and coalesce(min(contacts.school) = max(contacts.school), true)
        and bool_and(contacts.seen_until = newest_lists.listed_at) as is_plain
    from contacts
    inner join newest_lists on contacts.school is not distinct from newest_lists.school
    where contacts.number is not null
    group by contacts.number

),

-- Of few numbers: spans are made only of those that are shared or changed hands.
owners as (

    select
        contacts.number,
        contacts.contact_id,
        contacts.school,
        min(contacts.seen_from) as seen_from,
        max(contacts.seen_until) as seen_until,
        bool_or(contacts.seen_until = newest_lists.listed_at) as is_current
    from contacts
    inner join number_listings on contacts.number = number_listings.number
    inner join newest_lists on contacts.school is not distinct from newest_lists.school
    where not number_listings.is_plain
    group by contacts.number, contacts.contact_id, contacts.school

),

schools as (

    select
        number,
        coalesce(min(school) = max(school), true) and count(school) in (0, count(*)) as is_one
    from owners
    group by number

),

scoped as (

    select
        owners.*,
        schools.is_one as is_whole
    from owners
    inner join schools on owners.number = schools.number
    where schools.is_one or owners.school is not null

    union all

    select
        owners.number,
        owners.contact_id,
        null as school,
        min(owners.seen_from) as seen_from,
        max(owners.seen_until) as seen_until,
        bool_or(owners.is_current) as is_current,
        true as is_whole
    from owners
    inner join schools on owners.number = schools.number
    where not schools.is_one
    group by owners.number, owners.contact_id

),

spans as (

    select
        number,
        contact_id,
        school,
        is_whole,
        seen_from as from_at,
        case when is_current then timestamptz '2999-12-31 00:00:00+00' else seen_until end as until_at,
        bool_and(is_current) over (partition by number, school) as is_settled
    from scoped

),

changes as (

    select
        number,
        school,
        from_at as changed_at
    from spans
    where not is_settled

    union

    select
        number,
        school,
        until_at as changed_at
    from spans
    where not is_settled

),

between_changes as (

    select
        number,
        school,
        changed_at as from_at,
        lead(changed_at) over (partition by number, school order by changed_at) as until_at
    from changes

),

holders as (

    select
        number,
        school,
        is_whole,
        contact_id,
        timestamptz '1900-01-01 00:00:00+00' as from_at,
        timestamptz '2999-12-31 00:00:00+00' as until_at
    from spans
    where is_settled

    union all

    select
        spans.number,
        spans.school,
        spans.is_whole,
        spans.contact_id,
        between_changes.from_at,
        between_changes.until_at
    from spans
    inner join between_changes
        on
            spans.number = between_changes.number
            and spans.school is not distinct from between_changes.school
            and spans.from_at <= between_changes.from_at
            and spans.until_at > between_changes.from_at
    where not spans.is_settled

),

people as (

    select
        holders.*,
        contact_names.name,
        contact_names.students
    from holders
    left join contact_names
        on
            holders.contact_id = contact_names.contact_id
            and ((holders.school is null and contact_names.is_whole) or holders.school = contact_names.school)

)

select
    number,
    school,
    timestamptz '1900-01-01 00:00:00+00' as from_at,
    timestamptz '2999-12-31 00:00:00+00' as until_at,
    contact_id,
    null as names,
    null as students,
    true as is_whole
from number_listings
where is_plain

union all

select
    number,
    school,
    from_at,
    until_at,
    case when min(contact_id) = max(contact_id) then min(contact_id) end as contact_id,
    nullif(array_to_string(list_sort(list_distinct(list(name))), '; '), '') as names,
    nullif(
        array_to_string(list_sort(list_distinct(string_split(string_agg(students, '; '), '; '))), '; '), ''
    ) as students,
    is_whole
from people
group by
    number,
    school,
    from_at,
    until_at,
    is_whole
