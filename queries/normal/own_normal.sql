-- Which undelivered shares of a week are above the usual range of the district's own past?
--
-- Only schools with enough texts in the week and in the past are compared, and only where the range is narrow enough
-- to tell something.
--
-- Parameters
--   $rows  bigint  number of rows to list; null lists all of them
--
-- Steps: shown_ranges
--
-- Returns one row per school or district and kind of undelivered texts, those to tell of first
--   is_district  boolean  whether the row counts all schools that the viewer may see
--   school       varchar  school of the families; null if the log has none, or for all schools
--   level        varchar  what it counts: undelivered (all of them), result or reason
--   result       varchar  an undelivered result; null for all of them
--   reason       varchar  key of a reason; null if none is stated, or for all of them
--   texts        bigint   number of all texts of the week
--   counted      bigint   number of them that the row counts
--   share_pct    double   share of these, 0 to 100
--   usual_pct    double   usual share, 0 to 100
--   high_pct     double   end of the usual range
--   weeks        bigint   number of weeks before that the range is of
--   above_usual  double   texts above the usual share
--   is_unusual   boolean  whether the share is above the range, and by enough points
--   is_shown     boolean  whether to tell of the row, and not of a narrower or wider one

select
    is_district,
    school,
    level,
    result,
    reason,
    texts,
    counted,
    share_pct,
    usual_pct,
    high_pct,
    weeks,
    above_usual,
    is_unusual,
    is_shown
from shown_ranges
order by is_shown desc, above_usual desc, is_district desc, school, level, result, reason
limit $rows
