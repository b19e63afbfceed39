-- The change of the undelivered share, and of the undelivered count, as the sum of what groups contribute
--
-- A group contributes by its rate (its undelivered share changed) and by its mix (it has another part of all texts, or
-- another number of texts). A group without texts on one side has no rate there, so that all of it is mix. Shown
-- figures are whole hundredths of a point, or whole texts: what rounding leaves over goes to those that lost most.
--
-- Parameters
--   $rows    bigint  number of groups to list, the largest contributions first; all others are one row
--   $enough  bigint  texts of each side that are enough to compare
--
-- Steps: change_groups
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

with

rates as (

    select
        *,
        texts / nullif(all_texts, 0) as of_all,
        compared_texts / nullif(compared_all_texts, 0) as compared_of_all,
        -- Without texts on one side, the rate of the other side.
        coalesce(undelivered / nullif(texts, 0), compared_undelivered / nullif(compared_texts, 0)) as rate,
        coalesce(
            compared_undelivered / nullif(compared_texts, 0), undelivered / nullif(texts, 0)
        ) as compared_rate,
        sum(undelivered) over () as all_undelivered,
        sum(compared_undelivered) over () as compared_all_undelivered,
        (
            sum(undelivered) over () / nullif(all_texts, 0)
            + sum(compared_undelivered) over () / nullif(compared_all_texts, 0)
        ) / 2 as mean_rate
    from change_groups

),

measures as (

    select
        *,
        'share' as measure,
        100 as shown_units,
        100e0 * (
            undelivered / nullif(all_texts, 0)
            - compared_undelivered / nullif(compared_all_texts, 0)
            - mean_rate * (of_all - compared_of_all)
        ) as change,
        100e0 * (of_all + compared_of_all) / 2 * (rate - compared_rate) as rate_change,
        100e0 * ((rate + compared_rate) / 2 - mean_rate) * (of_all - compared_of_all) as mix_change,
        100e0 * (
            all_undelivered / nullif(all_texts, 0) - compared_all_undelivered / nullif(compared_all_texts, 0)
        ) as whole_change
    from rates

    union all

    select
        *,
        'count' as measure,
        1 as shown_units,
        undelivered - compared_undelivered / periods as change,
        (texts + compared_texts / periods) / 2 * (rate - compared_rate) as rate_change,
        (rate + compared_rate) / 2 * (texts - compared_texts / periods) as mix_change,
        all_undelivered - compared_all_undelivered / periods as whole_change
    from rates

),

ranked as (

    select
        *,
        row_number() over (partition by measure order by abs(change) desc, group_key) as rank,
        count(*) over (partition by measure) as of_groups
    from measures

),

sums as (

    select
        measure,
        -- If only one were left over, it is listed by its name.
        case when rank <= $rows or of_groups - 1 <= $rows then rank end as place,
        max(group_key) as group_key,
        max(group_name) as group_name,
        count(*) as group_count,
        -- By reason, each group has all texts.
        least(sum(texts), max(all_texts)) as texts,
        sum(undelivered) as undelivered,
        least(sum(compared_texts), max(compared_all_texts)) as compared_texts,
        sum(compared_undelivered) as compared_undelivered,
        max(all_texts) as all_texts,
        max(compared_all_texts) as compared_all_texts,
        max(periods) as periods,
        sum(change) as change,
        sum(rate_change) as rate_change,
        sum(mix_change) as mix_change,
        max(shown_units) as shown_units,
        max(whole_change) as whole_change
    from ranked
    group by measure, case when rank <= $rows or of_groups - 1 <= $rows then rank end

),

-- Half of one is rounded away from zero, so that both sides can change places.
rounded as (

    select
        *,
        sign(change) * floor(abs(change * shown_units) + 5e-1) as nearest,
        sign(rate_change) * floor(abs(rate_change * shown_units) + 5e-1) as nearest_rate,
        sign(mix_change) * floor(abs(mix_change * shown_units) + 5e-1) as nearest_mix,
        sign(whole_change) * floor(abs(whole_change * shown_units) + 5e-1) as nearest_whole
    from sums

),

remainders as (

    select
        *,
        nearest_whole - sum(nearest) over (partition by measure) as remainder
    from rounded

),

adjusted as (

    select
        *,
        nearest + case
            when
                row_number() over (
                    partition by measure
                    order by (change * shown_units - nearest) * sign(remainder) desc, place nulls last
                ) <= abs(remainder)
                then sign(remainder)
            else 0
        end as shown
    from remainders

),

-- The smaller of rate and mix is rounded, and the larger one is the rest.
portions as (

    select
        measure,
        case when place is null then 'others' else 'group' end as level,
        place,
        case when place is not null then group_key end as group_key,
        case when place is not null then group_name end as group_name,
        group_count,
        texts,
        undelivered,
        compared_texts,
        compared_undelivered,
        all_texts,
        compared_all_texts,
        periods,
        change,
        rate_change,
        mix_change,
        shown,
        case when abs(rate_change) >= abs(mix_change) then shown - nearest_mix else nearest_rate end as shown_rate,
        case when abs(rate_change) >= abs(mix_change) then nearest_mix else shown - nearest_rate end as shown_mix
    from adjusted

),

every_row as (

    select *
    from portions

    union all

    select
        measure,
        'all' as level,
        null as place,
        null as group_key,
        null as group_name,
        sum(group_count) as group_count,
        max(all_texts) as texts,
        sum(undelivered) as undelivered,
        max(compared_all_texts) as compared_texts,
        sum(compared_undelivered) as compared_undelivered,
        max(all_texts) as all_texts,
        max(compared_all_texts) as compared_all_texts,
        max(periods) as periods,
        sum(change) as change,
        sum(rate_change) as rate_change,
        sum(mix_change) as mix_change,
        sum(shown) as shown,
        sum(shown_rate) as shown_rate,
        sum(shown_mix) as shown_mix
    from portions
    group by measure

)

select
    measure,
    level,
    place,
    group_key,
    group_name,
    cast(group_count as bigint) as group_count,
    cast(texts as bigint) as texts,
    cast(undelivered as bigint) as undelivered,
    100e0 * undelivered / nullif(texts, 0) as undelivered_pct,
    compared_texts / periods as compared_texts,
    compared_undelivered / periods as compared_undelivered,
    100e0 * compared_undelivered / nullif(compared_texts, 0) as compared_undelivered_pct,
    100e0 * texts / nullif(all_texts, 0) as of_all_pct,
    100e0 * compared_texts / nullif(compared_all_texts, 0) as compared_of_all_pct,
    change,
    rate_change,
    mix_change,
    cast(shown as bigint) as shown_change,
    cast(shown_rate as bigint) as shown_rate_change,
    cast(shown_mix as bigint) as shown_mix_change,
    least(texts, compared_texts) >= $enough as is_comparable
from every_row
