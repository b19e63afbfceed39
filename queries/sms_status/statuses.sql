-- Which numbers are in which status, and whose are they?
--
-- Parameters
--   $schools          varchar[]  the families' schools to list; null lists them all
--   $statuses         varchar[]  the statuses to list; null lists them all
--   $sort             varchar    number, status, changed_at, how, name, contact_id or school, with - in front for
--                                falling; null lists by status and number
--   $rows             bigint     rows wanted; null wants all of them
--   $skip             bigint     rows to leave out at the start; null leaves out none
--   $schools_allowed  varchar[]  the schools that the viewer may see; null allows them all
--
-- Returns one row per number and contact that has it now; a number of no contact has one row
--   number      varchar      E.164
--   short_code  varchar      from which the texts come
--   status      varchar      one of the three
--   changed_at  timestamptz  since when it has been so, as far as is known
--   how         varchar      how the change is known
--   contact_id  varchar      a contact that has the number
--   name        varchar      the contact's name
--   school      varchar      the contact's school

with

owners as (

    -- A contact with several students is in the list once for each of them.
    select distinct
        number,
        contact_id,
        name,
        school
    from current_contacts

)

select
    '+' || cast(current_statuses.number as varchar) as number,
    current_statuses.short_code,
    current_statuses.status,
    current_statuses.since as changed_at,
    current_statuses.how,
    owners.contact_id,
    owners.name,
    owners.school
from current_statuses
inner join statuses on current_statuses.status = statuses.status
left join owners on current_statuses.number = owners.number
where
    ($schools is null or list_contains($schools, owners.school))
    and ($statuses is null or list_contains($statuses, current_statuses.status))
    and ($schools_allowed is null or list_contains($schools_allowed, owners.school))
order by
    case $sort
        when 'how' then lower(current_statuses.how)
        when 'name' then lower(owners.name)
        when 'contact_id' then owners.contact_id
        when 'school' then lower(owners.school)
    end,
    case $sort
        when 'number' then current_statuses.number
        when 'status' then statuses.place
    end,
    case $sort when 'changed_at' then current_statuses.since end,
    case $sort
        when '-how' then lower(current_statuses.how)
        when '-name' then lower(owners.name)
        when '-contact_id' then owners.contact_id
        when '-school' then lower(owners.school)
    end desc,
    case $sort
        when '-number' then current_statuses.number
        when '-status' then statuses.place
    end desc,
    case $sort when '-changed_at' then current_statuses.since end desc,
    statuses.place,
    current_statuses.number,
    current_statuses.short_code,
    owners.contact_id,
    owners.school,
    owners.name
limit $rows offset $skip
