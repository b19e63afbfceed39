-- Texts of both sides by language, in place of change_groups
--
-- A language with texts to fewer than 5 contacts on a side is one of the other languages. These are never fewer than
-- 5 contacts together: if they were, the next smallest language belongs to them, too.
--
-- Steps: language_counts
--
-- Returns one row per language that has texts on either side
--   group_key             varchar  language; null if none is known, '' for the other languages
--   group_name            varchar  the same
--   texts                 double   number of texts
--   undelivered           double   number of its texts that were not delivered
--   compared_texts        double   the same of all periods to compare with
--   compared_undelivered  double   of these, not delivered
--   all_texts             double   number of texts of all languages
--   compared_all_texts    double   the same of all periods to compare with
--   periods               double   number of periods to compare with that have texts, at least 1

with

-- Those that can't be shown come first, and then those that can be added to them.
ranked as (

    select
        *,
        contacts between 1 and 4 or compared_contacts between 1 and 4 as is_small,
        row_number() over (
            order by
                (contacts between 1 and 4 or compared_contacts between 1 and 4) desc,
                least(contacts, compared_contacts) < 5,
                contacts + compared_contacts,
                language
        ) as rank
    from language_counts

),

sums as (

    select
        *,
        sum(contacts) over (order by rank) as sum_of_contacts,
        sum(compared_contacts) over (order by rank) as sum_of_compared_contacts,
        count(*) filter (where is_small) over () as small_languages,
        count(*) over () as of_languages
    from ranked

),

folds as (

    select
        case
            when max(small_languages) > 0
                then coalesce(
                    min(
                        case
                            when
                                rank >= small_languages
                                and (sum_of_contacts = 0 or sum_of_contacts >= 5)
                                and (sum_of_compared_contacts = 0 or sum_of_compared_contacts >= 5)
                                then rank
                        end
                    ),
                    max(of_languages)
                )
            else 0
        end as folded
    from sums

),

shown as (

    select
        case when sums.rank <= folds.folded then '' else sums.language end as language,
        sums.texts,
        sums.undelivered,
        sums.compared_texts,
        sums.compared_undelivered,
        sums.periods
    from sums
    cross join folds

)

select
    language as group_key,
    language as group_name,
    cast(sum(texts) as double) as texts,
    cast(sum(undelivered) as double) as undelivered,
    cast(sum(compared_texts) as double) as compared_texts,
    cast(sum(compared_undelivered) as double) as compared_undelivered,
    cast(sum(sum(texts)) over () as double) as all_texts,
    cast(sum(sum(compared_texts)) over () as double) as compared_all_texts,
    cast(
        greatest(
            bit_or(bit_or(periods)) over () % 2
            + bit_or(bit_or(periods)) over () // 2 % 2
            + bit_or(bit_or(periods)) over () // 4 % 2
            + bit_or(bit_or(periods)) over () // 8,
            1
        ) as double
    ) as periods
from shown
group by language
