-- Whether and where a judged message log has opt-in statuses; statuses.sql reads them.

-- step is_worth: Whether a text is a keyword, or was refused because its number opted out: most logs have neither.
-- Reads staged and verdicts.
select
    exists (select 1 from staged where keyword is not null)
    or exists (select 1 from verdicts where opts_out) as is_worth;

-- step family_texts: The numbers of families that texted a keyword, as the file writes them. Reads staged.
select distinct case when getvariable('family_is_sender') then short_code else keyword_to end as text
from staged
where keyword is not null;

-- step new_statuses: How many changes of status are new, by status. Reads changes_merged.
select
    status,
    count(*) as times
from changes_merged
where is_new
group by status
order by status
