-- Which numbers have which status, now or at the end of a day, and whose are they?
--
-- Parameters
--   $rows          bigint   number of rows to list; null lists all of them
--   $skip          bigint   number of rows to leave out at the start; null leaves out none
--   $secret_order  varchar  secret by which numbers are put in an order that tells nothing of them, for a viewer
--                           who reads masked numbers; null lists them by number
--
-- Steps: selected_statuses, viewer_shared_numbers
--
-- Sorts
--   number      selected_statuses.number
--   status      statuses.place
--   changed_at  selected_statuses.since
--   how         lower(selected_statuses.how)
--   name        lower(selected_statuses.name)
--   contact_id  selected_statuses.contact_id
--   school      lower(selected_statuses.school)
--   students    lower(selected_statuses.students)
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
--   students    varchar      names of the contact's students
--   sharing     bigint       number of contacts that have the number now, if there are several

select
    '+' || cast(selected_statuses.number as varchar) as number,
    selected_statuses.short_code,
    selected_statuses.status,
    selected_statuses.since as changed_at,
    selected_statuses.how,
    selected_statuses.contact_id,
    selected_statuses.name,
    selected_statuses.school,
    selected_statuses.students,
    viewer_shared_numbers.sharing
from selected_statuses
inner join statuses on selected_statuses.status = statuses.status
left join viewer_shared_numbers on selected_statuses.number = viewer_shared_numbers.number
order by
    statuses.place,
    case when $secret_order is null then selected_statuses.number end,
    case when $secret_order is not null then md5($secret_order || cast(selected_statuses.number as varchar)) end,
    selected_statuses.short_code,
    selected_statuses.contact_id,
    selected_statuses.school,
    selected_statuses.name
limit $rows offset $skip
