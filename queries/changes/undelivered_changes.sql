-- What changed the share and the count of undelivered texts, by school, broadcast or reason?
--
-- Steps: contributions
-- Ignores: $results, $reasons
--
-- Returns one row per measure and listed group, one for all other groups, and one for all texts
--   measure                   varchar  share or count
--   level                     varchar  what the row is: group, others or all
--   place                     bigint   rank by the size of the contribution, from 1; null for others and all
--   group_key                 varchar  what a filter takes; null if not stated, for others and for all
--   group_name                varchar  name of the group
--   group_count               bigint   number of groups
--   texts                     bigint   number of texts
--   undelivered               bigint   of these, not delivered
--   undelivered_pct           double   share of these, 0 to 100; null without texts
--   compared_texts            double   number of texts that they're compared with; of several periods, the average
--   compared_undelivered      double   of these, not delivered
--   compared_undelivered_pct  double   share of these; null without texts
--   of_all_pct                double   share of the texts in all texts
--   compared_of_all_pct       double   share of those that they're compared with
--   change                    double   contribution to the change: percentage points, or texts
--   rate_change               double   of this, because the undelivered share of the group changed
--   mix_change                double   of this, because it has another part of all texts, or another number of texts
--   shown_change              bigint   contribution as a whole number: hundredths of a point, or texts
--   shown_rate_change         bigint   of this, by rate
--   shown_mix_change          bigint   of this, by mix
--   is_comparable             boolean  whether both sides have enough texts

select
    measure,
    level,
    place,
    group_key,
    group_name,
    group_count,
    texts,
    undelivered,
    undelivered_pct,
    compared_texts,
    compared_undelivered,
    compared_undelivered_pct,
    of_all_pct,
    compared_of_all_pct,
    change,
    rate_change,
    mix_change,
    shown_change,
    shown_rate_change,
    shown_mix_change,
    is_comparable
from contributions
order by measure desc, place nulls last, level desc
