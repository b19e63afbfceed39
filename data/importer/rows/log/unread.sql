-- Cells of what a log also states that are left empty: how many, and the first of each kind as an example. All steps
-- read staged.

-- step has_any: Whether there may be one.
select exists(
    select 1
    from staged
    where
        parts_text is not null or price_text is not null or price_is_shared or currency_text is not null
        or delivered_text is not null or delivered_at is not null
) as has_any;

-- step counts: How many there are in rows that are texts, and examples. Reads judged too.
select
    count(staged.parts_text) as parts,
    first(staged.parts_text order by staged.record) filter (where staged.parts_text is not null) as parts_cell,
    count(staged.price_text) as price,
    first(staged.price_text order by staged.record) filter (where staged.price_text is not null) as price_cell,
    count(*) filter (where staged.price_is_shared) as shared,
    count(staged.currency_text) as currency,
    first(staged.currency_text order by staged.record) filter (where staged.currency_text is not null)
        as currency_cell,
    count(staged.delivered_text) as delivered,
    first(staged.delivered_text order by staged.record) filter (where staged.delivered_text is not null)
        as delivered_cell,
    count(*) filter (
        where staged.delivered_at < date_trunc('minute', staged.requested_at)
    ) as too_early,
    count(*) filter (
        where
        staged.delivered_at >= date_trunc('minute', staged.requested_at)
        and judged.delivered_at is null and len(getvariable('receipts')) = 0
    ) as not_sent
from staged
inner join judged on staged.record = judged.record
where judged.omission is null
