-- Arriving texts that are stored under another id: their file, or the earlier one, has no ids, or no seconds. Reads
-- changes and near, the stored messages of the months that arrive; makes adopted, the stored id of each such record.

-- step any_new: Whether some arriving text isn't stored under its id. Reads changes.
select exists(select 1 from changes where is_new) as is_so;

-- step any_made: Whether some arriving text has a made id. Reads made_ids.
select exists(select 1 from made_ids) as is_so;

-- step any_stored_made: Whether some stored text has a made id. Reads near.
select exists(select 1 from near where is_made(message_id)) as is_so;

-- step arriving: Makes new_texts, the arriving texts that aren't stored under their id, and adopted, still empty. The
-- id in the file is own_id. Reads changes, made_ids, staged and the variables lacks_seconds and ineligible.
create or replace table adopted (record bigint, message_id varchar);

create or replace table new_texts as
select
    changes.record,
    changes.result,
    changes.result = getvariable('ineligible') as is_ineligible,
    changes.requested_at as moment,
    date_trunc('minute', changes.requested_at) as minute,
    likeness(changes) as alike,
    staged.message_id as own_id,
    made_ids.record is not null as is_made
from changes
inner join staged on changes.record = staged.record
left join made_ids on changes.record = made_ids.record
where changes.is_new and not (changes.number is null and changes.contact_id is null);

-- step stored: Makes other_texts, the stored texts in the same minutes that no arriving id has. Reads near, stored,
-- results, new_texts and the variable ineligible.
create or replace table other_texts as
with

-- Imports whose times have no seconds, though their ids don't say so: they are the service's own.
to_the_minute as (

    select import_id
    from near
    where not is_made(message_id)
    group by import_id
    having bool_and(date_trunc('minute', requested_at) = requested_at)

),

alike as (

    select
        near.message_id,
        near.result,
        near.result = getvariable('ineligible') as is_ineligible,
        results.is_final,
        near.requested_at as moment,
        date_trunc('minute', near.requested_at) as minute,
        likeness(near) as alike,
        is_made(near.message_id) as is_made,
        has_no_seconds(near.message_id)
        or (not is_made(near.message_id) and to_the_minute.import_id is not null) as lacks_seconds
    from near
    left join to_the_minute on near.import_id = to_the_minute.import_id
    anti join stored using (service, message_id)
    left join results on near.result = results.result

)

select *
from alike
semi join new_texts using (alike, minute);

-- step adopt: Adds to adopted the texts that are the same to the moment ($exactly), or to the minute. Of several alike
-- in one minute, each needs its like: the same results, or one result for all. A text that was sent never was one that
-- was held back. Reads new_texts, other_texts, arriving, made_ids and the variable lacks_seconds.
insert into adopted
with

unmatched as (

    select
        record,
        result,
        is_ineligible,
        alike,
        own_id,
        is_made,
        case when $exactly then moment else minute end as moment
    from new_texts
    anti join adopted using (record)

),

others as (

    select
        message_id,
        result,
        is_ineligible,
        alike,
        is_made,
        lacks_seconds,
        case when $exactly then moment else minute end as moment
    from other_texts
    anti join adopted using (message_id)
    where $exactly or lacks_seconds <> getvariable('lacks_seconds')

),

unmatched_alike as (

    select
        alike,
        is_ineligible,
        moment,
        bool_and(is_made) as are_made,
        list(own_id) as own_ids,
        list(result order by result) as results
    from unmatched
    group by alike, is_ineligible, moment

),

-- Two ids of the service itself are two texts, and so are two made to the same second: they differ in what isn't
-- stored. A row without an id in a file that has ids never had one.
fit as (

    select others.*
    from others
    inner join unmatched_alike using (alike, is_ineligible, moment)
    where
        case
            when others.is_made and unmatched_alike.are_made
                then
                    others.lacks_seconds <> getvariable('lacks_seconds')
                    and not is_of_file('body') and not is_of_file('list_place')
            when others.is_made then true
            when unmatched_alike.are_made
                then
                    list_contains(unmatched_alike.own_ids, others.message_id)
                    or not exists (select 1 from arriving anti join made_ids using (record))
            else false
        end

),

fit_alike as (

    select
        alike,
        is_ineligible,
        moment,
        list(result order by result) as results
    from fit
    group by alike, is_ineligible, moment

),

certain as (

    select
        alike,
        is_ineligible,
        moment
    from unmatched_alike
    inner join fit_alike using (alike, is_ineligible, moment)
    where
        $exactly
        or (
            len(unmatched_alike.results) = len(fit_alike.results)
            and (
                unmatched_alike.results = fit_alike.results
                or len(list_distinct(unmatched_alike.results)) = 1
            )
        )

),

placed as (

    select
        record,
        alike,
        is_ineligible,
        moment,
        row_number() over (partition by alike, is_ineligible, moment order by result, record) as place
    from unmatched

),

fit_placed as (

    select
        message_id,
        alike,
        is_ineligible,
        moment,
        row_number() over (partition by alike, is_ineligible, moment order by result, message_id) as place
    from fit

)

select
    placed.record,
    fit_placed.message_id
from placed
inner join fit_placed using (alike, is_ineligible, moment, place)
semi join certain using (alike, is_ineligible, moment);

-- step unclear: How many arriving texts may be stored without their seconds, or the other way around, but which is
-- which can't be told. Reads new_texts, other_texts, adopted and the variable lacks_seconds.
with

left_over as (

    select
        alike,
        is_ineligible,
        is_final,
        is_made,
        minute
    from other_texts
    anti join adopted using (message_id)
    where lacks_seconds <> getvariable('lacks_seconds')

)

select count(distinct new_texts.record) as rows
from new_texts
anti join adopted using (record)
inner join left_over using (alike, minute)
where
    (new_texts.is_ineligible = left_over.is_ineligible or not left_over.is_final)
    and (left_over.is_made or not exists (select 1 from arriving anti join made_ids using (record)));

-- step use_adopted: Puts the stored ids into made_ids. Reads adopted.
delete from made_ids
where record in (select adopted.record from adopted);

insert into made_ids
select
    record,
    message_id
from adopted;

-- step add_stored: Adds their stored texts to stored. Reads near and adopted.
insert into stored
select *
from near
semi join adopted using (message_id)
anti join stored using (service, message_id);
