-- Why weren't texts delivered, how do we know, and who can fix it?
--
-- Every undelivered text counts once: under the reason that the log states, under one that other rows prove, or under
-- none. Only stated reasons can be compared: what is proved now may not have been proved of the other texts.
--
-- Parameters
--   $enough  bigint  texts of each side that are enough to compare
--
-- Steps: reasoned_texts, compared_counts
-- Ignores: $results, $reasons
--
-- Returns one row per part, reason, source and fixer that has texts, the parts in their order, most texts first in each
--   part                 varchar  key of the part in the vocabulary
--   reason               varchar  key of one of the nine reasons; null if none is stated or proved
--   source               varchar  how it is known: stated, consent list, message log or not stated
--   who_can_fix          varchar  key of who can fix it
--   is_sender_problem    boolean  whether codes or words of the service name a problem of the sender
--   texts                bigint   number of undelivered texts
--   share_pct            double   share of all undelivered texts, 0 to 100
--   of_all_pct           double   share of all texts, 0 to 100
--   compared_of_all_pct  double   share of the texts to compare with; null without any, or if it can't be compared
--   change_points        double   of_all_pct less that share, in percentage points
--   is_comparable        boolean  whether both shares are of enough texts
--   part_texts           bigint   number of undelivered texts of the part
--   part_share_pct       double   share of all undelivered texts, 0 to 100
--   part_proved          bigint   number of them whose reason other rows prove
--   source_texts         bigint   number of undelivered texts whose reason is known in the same way
--   fixer_texts          bigint   number of undelivered texts that the same one can fix

with

sides as (

    select
        coalesce(sum(texts) filter (where is_in_filter), 0) as texts,
        coalesce(sum(texts) filter (where compared_period is not null), 0) as compared_texts,
        greatest(count(distinct compared_period), 1) as periods
    from compared_counts

),

compared_reasons as (

    select
        reason,
        sum(texts) as texts
    from compared_counts
    where is_undelivered and compared_period is not null
    group by reason

),

counted as (

    select
        part,
        reason,
        source,
        who_can_fix,
        is_sender_problem,
        count(*) as texts
    from reasoned_texts
    group by part, reason, source, who_can_fix, is_sender_problem

),

sources as (

    select
        source,
        bool_or(proof = 'stated') as is_stated
    from proofs
    group by source

),

-- A reason of which some texts have a code of the sender has two rows, and the counts by day don't tell them apart.
shares as (

    select
        counted.*,
        counted.reason is not null and not sources.is_stated as is_proved,
        100e0 * counted.texts / sum(counted.texts) over () as share_pct,
        100e0 * counted.texts / sides.texts as of_all_pct,
        case
            when
                sources.is_stated
                and count(*) over (partition by counted.reason, counted.source) = 1
                then 100e0 * coalesce(compared_reasons.texts, 0) / nullif(sides.compared_texts, 0)
        end as compared_of_all_pct,
        least(sides.texts, sides.compared_texts / sides.periods) >= $enough as is_comparable
    from counted
    cross join sides
    inner join sources on counted.source = sources.source
    left join compared_reasons on counted.reason = compared_reasons.reason

)

select
    shares.part,
    shares.reason,
    shares.source,
    shares.who_can_fix,
    shares.is_sender_problem,
    shares.texts,
    shares.share_pct,
    shares.of_all_pct,
    shares.compared_of_all_pct,
    shares.of_all_pct - shares.compared_of_all_pct as change_points,
    shares.is_comparable,
    cast(sum(shares.texts) over (partition by shares.part) as bigint) as part_texts,
    100e0 * sum(shares.texts) over (partition by shares.part) / sum(shares.texts) over () as part_share_pct,
    cast(
        coalesce(sum(case when shares.is_proved then shares.texts end) over (partition by shares.part), 0) as bigint
    ) as part_proved,
    cast(sum(shares.texts) over (partition by shares.source) as bigint) as source_texts,
    cast(sum(shares.texts) over (partition by shares.who_can_fix) as bigint) as fixer_texts
from shares
inner join parts on shares.part = parts.part
order by parts.place, shares.texts desc, shares.reason, shares.source, shares.is_sender_problem
