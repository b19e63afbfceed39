-- Which contacts can't be texted, and why?
--
-- Parameters
--   $rows          bigint   number of rows to list; null lists all of them
--   $skip          bigint   number of rows to leave out at the start; null leaves out none
--   $secret_order  varchar  secret by which numbers are put in an order that tells nothing of them, for a viewer
--                           who reads masked numbers; null lists them by number
--
-- Steps: selected_obstacles
--
-- Sorts
--   obstacle    obstacles.place
--   name        lower(selected_obstacles.name)
--   students    lower(selected_obstacles.students)
--   contact_id  selected_obstacles.contact_id
--   school      lower(selected_obstacles.school)
--   grade       selected_obstacles.grade
--   language    lower(selected_obstacles.language)
--   number      selected_obstacles.number
--
-- Returns one row per contact, number, school, grade and language
--   obstacle    varchar  what keeps the contact from being texted
--   name        varchar  name of the contact
--   students    varchar  names of the contact's students
--   contact_id  varchar  contact
--   school      varchar  school of the contact
--   grade       varchar  grade of the students
--   language    varchar  language of the contact
--   number      varchar  phone number in E.164 form; null if the contact has none

select
    obstacles.name as obstacle,
    selected_obstacles.name,
    selected_obstacles.students,
    selected_obstacles.contact_id,
    selected_obstacles.school,
    selected_obstacles.grade,
    selected_obstacles.language,
    '+' || cast(selected_obstacles.number as varchar) as number
from selected_obstacles
inner join obstacles on selected_obstacles.obstacle = obstacles.obstacle
order by
    obstacles.place,
    lower(selected_obstacles.name),
    selected_obstacles.contact_id,
    selected_obstacles.school,
    selected_obstacles.grade,
    selected_obstacles.language,
    case when $secret_order is null then selected_obstacles.number end,
    case when $secret_order is not null then md5($secret_order || cast(selected_obstacles.number as varchar)) end
limit $rows offset $skip
