-- The words of a file that nobody has given a meaning, the most frequent first, and how many rows have each. Words
-- that differ in case, spaces, hyphens and underscores only are one word (format_types.word_key); the most frequent
-- spelling stands for it. Rows that are skipped or rejected for another reason aren't asked about.

-- step log: Words for results. Reads staged and verdicts.
with

spelled as (

    select
        staged.result_text as word,
        count(*) as found_in
    from staged
    inner join verdicts
        on
            staged.direction is not distinct from verdicts.direction
            and staged.channel is not distinct from verdicts.channel
            and staged.result_text is not distinct from verdicts.result_text
            and staged.reason_text is not distinct from verdicts.reason_text
            and staged.carrier_code is not distinct from verdicts.carrier_code
    where verdicts.is_unknown and staged.broken is null and staged.requested_at is not null
    group by staged.result_text

)

select
    max_by(word, row(found_in, word)) as word,
    cast(sum(found_in) as bigint) as row_count
from spelled
group by word_key(word)
order by row_count desc, word;

-- step status: Words for statuses. Where there is one, a blank cell may mean something too, so it is asked about.
-- Reads staged, statuses_read and numbers_read.
with

spelled as (

    select
        coalesce(staged.status_text, '') as word,
        count(*) as found_in,
        coalesce(bool_or(statuses_read.is_unknown), false) as is_unknown
    from staged
    left join statuses_read on staged.status_text = statuses_read.text
    left join numbers_read on staged.number_text = numbers_read.text
    where staged.broken is null and coalesce(staged.number, numbers_read.number) is not null
    group by staged.status_text

),

unknown as (

    select count(*) as words
    from spelled
    where is_unknown

)

select
    max_by(spelled.word, row(spelled.found_in, spelled.word)) as word,
    cast(sum(spelled.found_in) as bigint) as row_count
from spelled
cross join unknown
where spelled.is_unknown or (spelled.word = '' and unknown.words > 0 and not $blank_is_answered)
group by word_key(spelled.word)
order by row_count desc, word
