-- Which schools and languages did the selected broadcasts reach?
--
-- Groups of fewer than 5 contacts are one group together, which the next smallest joins if it would still have fewer.
--
-- Steps: reach_of_groups
-- Ignores: $results, $reasons
--
-- Returns one row for all contacts, whose school and language are empty, then one per school, and for a viewer who may
-- see names one per language
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

select
    school,
    language,
    contacts,
    reached,
    in_progress,
    opted_out_or_not_opted_in,
    not_reachable,
    reached_pct,
    reached_low_pct,
    reached_high_pct,
    level,
    group_count,
    is_small
from reach_of_groups
order by level <> 'total', level <> 'school', is_together, school is null and language is null, school, language
