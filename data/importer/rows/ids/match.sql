-- Arriving texts that are stored under another id: their file, or the earlier one, has no ids, or no seconds. Reads
-- changes and near, the stored messages of the months that arrive; makes adopted, the stored id of each such record.

-- step any_new: Whether some arriving text isn't stored under its id. Reads changes.
select exists(select 1 from changes where is_new) as is_so;

-- step any_made: Whether some arriving text has a made id. Reads made_ids.
select exists(select 1 from made_ids) as is_so;

-- step any_stored_made: Whether some stored text has a made id. Reads near.
select exists(select 1 from near where is_made(message_id)) as is_so;

-- step arriving: Makes new_texts, the arriving texts that aren't stored under their id, and adopted, still empty.
create or replace table adopted (record bigint, message_id varchar);

create or replace table new_texts as
select
    changes.record,
    changes.result,
    changes.requested_at as moment,
    date_trunc('minute', changes.requested_at) as minute,
    likeness(changes) as alike,
    made_ids.record is not null as is_made,
    coalesce(has_no_seconds(made_ids.message_id), false) as is_to_minute
from changes
left join made_ids using (record)
where changes.is_new and not (changes.number is null and changes.contact_id is null);

-- step stored: Makes other_texts, the stored texts in the same minutes that no arriving id has. Reads near, stored and
-- new_texts.
create or replace table other_texts as
with

alike as (

    select
        near.message_id,
        near.result,
        near.requested_at as moment,
        date_trunc('minute', near.requested_at) as minute,
        likeness(near) as alike,
        is_made(near.message_id) as is_made,
        has_no_seconds(near.message_id) as is_to_minute
    from near
    anti join stored using (service, message_id)

)

select *
from alike
semi join new_texts using (alike, minute);

-- step adopt: Adds to adopted the texts that are the same to the moment ($exactly), or to the minute. Of several alike
-- in one minute, each needs its like: the same results, or one result for all. Reads new_texts and other_texts.
insert into adopted
with

arriving as (

    select
        record,
        result,
        alike,
        is_made,
        is_to_minute,
        case when $exactly then moment else minute end as moment
    from new_texts
    anti join adopted using (record)

),

others as (

    select
        message_id,
        result,
        alike,
        is_made,
        is_to_minute,
        case when $exactly then moment else minute end as moment
    from other_texts
    anti join adopted using (message_id)
    where $exactly or getvariable('lacks_seconds') or is_to_minute

),

arriving_alike as (

    select
        alike,
        moment,
        bool_and(is_made) as are_made,
        bool_and(is_to_minute) as are_to_minute,
        list(result order by result) as results
    from arriving
    group by alike, moment

),

-- Two ids of the service itself are two texts, and so are two made of the same second: their texts differ in what
-- isn't stored.
fit as (

    select others.*
    from others
    inner join arriving_alike using (alike, moment)
    where
        (others.is_made or arriving_alike.are_made)
        and (
            others.is_made <> arriving_alike.are_made
            or (
                others.is_to_minute <> arriving_alike.are_to_minute
                and not is_of_file('body') and not is_of_file('list_place')
            )
        )

),

fit_alike as (

    select
        alike,
        moment,
        list(result order by result) as results
    from fit
    group by alike, moment

),

certain as (

    select
        alike,
        moment
    from arriving_alike
    inner join fit_alike using (alike, moment)
    where
        $exactly
        or (
            len(arriving_alike.results) = len(fit_alike.results)
            and (
                arriving_alike.results = fit_alike.results or len(list_distinct(arriving_alike.results)) = 1
            )
        )

),

placed as (

    select
        record,
        alike,
        moment,
        row_number() over (partition by alike, moment order by result, record) as place
    from arriving

),

fit_placed as (

    select
        message_id,
        alike,
        moment,
        row_number() over (partition by alike, moment order by result, message_id) as place
    from fit

)

select
    placed.record,
    fit_placed.message_id
from placed
inner join fit_placed using (alike, moment, place)
semi join certain using (alike, moment);

-- step unclear: How many arriving texts may be stored without their seconds, or the other way around, but which is
-- which can't be told. Reads new_texts, other_texts and adopted.
with

left_over as (

    select
        alike,
        minute
    from other_texts
    anti join adopted using (message_id)
    where getvariable('lacks_seconds') or is_to_minute

)

select count(*) as rows
from new_texts
anti join adopted using (record)
semi join left_over using (alike, minute);

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
