-- Which numbers have which status, and whose are they?
--
-- Parameters
--   $sort          varchar  number, status, changed_at, how, name, contact_id or school, with - in front for
--                           descending; null lists by status and number
--   $rows          bigint   number of rows to list; null lists all of them
--   $skip          bigint   number of rows to leave out at the start; null leaves out none
--   $secret_order  varchar  secret by which numbers are put in an order that tells nothing of them, for a viewer
--                           who reads masked numbers; null lists them by number
--
-- Steps: selected_statuses
--
-- Returns one row per number and contact that has it now; a number of no contact has one row
--   number      varchar      phone number in E.164 form
--   short_code  varchar      short code that texts come from
--   status      varchar      one of the three statuses
--   changed_at  timestamptz  when the number changed to this status, as far as is known
--   how         varchar      how the change is known
--   contact_id  varchar      contact that has the number
--   name        varchar      name of the contact
--   school      varchar      school of the contact

select
    '+' || cast(selected_statuses.number as varchar) as number,
    selected_statuses.short_code,
    selected_statuses.status,
    selected_statuses.since as changed_at,
    selected_statuses.how,
    selected_statuses.contact_id,
    selected_statuses.name,
    selected_statuses.school
from selected_statuses
inner join statuses on selected_statuses.status = statuses.status
order by
    case $sort
        when 'how' then lower(selected_statuses.how)
        when 'name' then lower(selected_statuses.name)
        when 'contact_id' then selected_statuses.contact_id
        when 'school' then lower(selected_statuses.school)
    end,
    case $sort
        when 'number' then selected_statuses.number
        when 'status' then statuses.place
    end,
    case $sort when 'changed_at' then selected_statuses.since end,
    case $sort
        when '-how' then lower(selected_statuses.how)
        when '-name' then lower(selected_statuses.name)
        when '-contact_id' then selected_statuses.contact_id
        when '-school' then lower(selected_statuses.school)
    end desc,
    case $sort
        when '-number' then selected_statuses.number
        when '-status' then statuses.place
    end desc,
    case $sort when '-changed_at' then selected_statuses.since end desc,
    statuses.place,
    case when $secret_order is null then selected_statuses.number end,
    case when $secret_order is not null then md5($secret_order || cast(selected_statuses.number as varchar)) end,
    selected_statuses.short_code,
    selected_statuses.contact_id,
    selected_statuses.school,
    selected_statuses.name
limit $rows offset $skip
