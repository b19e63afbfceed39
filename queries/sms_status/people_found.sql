-- Which contacts have this name, student or ID?
--
-- Parameters
--   $search  varchar  words of the name of a contact or of a student, in any order, or the whole ID of one; null finds
--                     nobody
--   $rows    bigint   number of rows to list; null lists all of them
--
-- Steps: viewer_contacts
--
-- Returns one row per contact, number and school, those with that ID or whole name first
--   name        varchar  name of the contact
--   contact_id  varchar  contact
--   number      varchar  phone number in E.164 form; null if the contact has none
--   school      varchar  school of the contact
--   students    varchar  names of the contact's students; of a search for one, only of those found
--   of_all      bigint   number of rows in all

with

spelling as (

    -- A name is found without its accents and apostrophes, and with a hyphen or a space: "oneil", "anne marie".
    select
        '-‐‑–łøđı’‘''`´ʼ.' as written,
        '    lodi' as typed

),

lowercase as (

    select
        *,
        strip_accents(lower(coalesce(name, ''))) as lower_name,
        strip_accents(lower(coalesce(student_name, ''))) as lower_student
    from viewer_contacts

),

people as (

    -- Most names have nothing to translate, which takes ten times as long as to look.
    select
        lowercase.*,
        case
            when regexp_matches(lowercase.lower_name, '[^a-z0-9 ,]')
                then translate(lowercase.lower_name, spelling.written, spelling.typed)
            else lowercase.lower_name
        end as plain_name,
        case
            when regexp_matches(lowercase.lower_student, '[^a-z0-9 ,]')
                then translate(lowercase.lower_student, spelling.written, spelling.typed)
            else lowercase.lower_student
        end as plain_student
    from lowercase
    cross join spelling

),

searched as (

    select
        lower(trim($search)) as id,
        trim(
            regexp_replace(
                translate(strip_accents(lower($search)), spelling.written, spelling.typed), '[\s,;]+', ' ', 'g'
            )
        ) as words
    from spelling

),

distinct_words as (

    select distinct unnest(string_split(searched.words, ' ')) as word
    from searched
    where searched.words <> ''

),

words as (

    select
        word,
        count(*) over () as of_all
    from distinct_words

),

named as (

    -- Whoever has each of the words in the same name. Most people have none, and are left out first.
    select
        people.name,
        people.contact_id,
        people.number,
        people.school,
        people.student_id,
        people.student_name,
        people.plain_name,
        people.plain_student
    from people
    cross join words
    where contains(people.plain_name, words.word) or contains(people.plain_student, words.word)
    group by
        people.name,
        people.contact_id,
        people.number,
        people.school,
        people.student_id,
        people.student_name,
        people.plain_name,
        people.plain_student
    having
        count(*) filter (where contains(people.plain_name, words.word)) = max(words.of_all)
        or count(*) filter (where contains(people.plain_student, words.word)) = max(words.of_all)

),

matches as (

    select
        named.name,
        named.contact_id,
        named.number,
        named.school,
        named.student_name,
        searched.words in (named.plain_name, named.plain_student) as is_exact
    from named
    cross join searched

    union all

    select
        people.name,
        people.contact_id,
        people.number,
        people.school,
        people.student_name,
        true as is_exact
    from people
    cross join searched
    where searched.id <> '' and searched.id in (lower(people.contact_id), lower(people.student_id))

)

select
    name,
    contact_id,
    '+' || cast(number as varchar) as number,
    school,
    string_agg(distinct student_name, ', ' order by student_name) as students,
    count(*) over () as of_all
from matches
group by name, contact_id, matches.number, school
order by
    bool_or(is_exact) desc,
    name,
    contact_id,
    matches.number,
    school
limit $rows
