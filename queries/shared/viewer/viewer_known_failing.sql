-- Texts to phones that the text before hadn't reached, counted by day, of the viewer's schools
--
-- Parameters
--   $schools_allowed  varchar[]  schools that the viewer may see; null allows all of them
--
-- Returns one row per day, school and broadcast that has such texts; only those that are final and were tried
--   day        date     day of the request, in the district's zone
--   broadcast  varchar  id of the broadcast, or its name if it has none
--   texts      bigint   number of texts
--   accepted   bigint   number of them that were accepted after all

select
    day,
    broadcast,
    texts,
    accepted
from known_failing_counts
where $schools_allowed is null or list_contains($schools_allowed, school)
