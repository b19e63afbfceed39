-- Where are the texts of a page of the list?
--
-- Parameters
--   $sorted_by  varchar  requested_at, broadcast, school or result, with - in front for descending: how the list is
--                        sorted; null lists the newest first
--   $rows       bigint   number of rows of the page
--   $skip       bigint   number of rows before the page
--
-- Steps: selected_counts
--
-- Returns one row per piece of the page, in the order of the list: days close together and, if the list is sorted by
-- broadcast, school or result, one value of that column
--   from_at   timestamptz  when the first text of the piece was requested
--   until_at  timestamptz  an instant after the last one
--   piece_of  varchar      broadcast, school or result; null if the list is sorted by time
--   piece     varchar      value of that column
--   rows      bigint       number of texts of the page in this piece
--   skip      bigint       number of texts of the piece before the page
--   texts     bigint       number of texts of the piece

with

cells as (

    select
        case replace($sorted_by, '-', '')
            when 'broadcast' then broadcast when 'school' then school when 'result' then result
        end as piece,
        case when replace($sorted_by, '-', '') = 'result' then result_place end as result_place,
        day,
        sum(texts) as texts,
        min(first_requested_at) as first_at,
        max(last_requested_at) as last_at
    from selected_counts
    group by all

),

counted as (

    select
        *,
        row_number() over list_order as place,
        sum(texts) over list_order as texts_until
    from cells
    window
        list_order as (
            order by
                case when $sorted_by = 'result' then result_place end,
                case when $sorted_by = '-result' then result_place end desc,
                case when $sorted_by in ('broadcast', 'school') then piece end,
                case when $sorted_by in ('-broadcast', '-school') then piece end desc,
                case when $sorted_by = 'requested_at' then day end,
                day desc
            rows unbounded preceding
        )

),

of_page as (

    select
        *,
        lag(day) over (order by place) as day_before,
        lag(piece) over (order by place) as piece_before
    from counted
    where texts_until > $skip and texts_until - texts < $skip + $rows

),

numbered as (

    select
        *,
        count(*) filter (
            -- Texts of a few days in between cost less than another look.
            where day_before is null
            or abs(date_diff('day', cast(day_before as date), cast(day as date))) > 3
            or coalesce(piece_before <> piece, (piece_before is null) <> (piece is null))
        ) over (order by place rows unbounded preceding) as number
    from of_page

)

select
    min(first_at) as from_at,
    max(last_at) + interval '1 microsecond' as until_at,
    case
        when replace($sorted_by, '-', '') in ('broadcast', 'school', 'result') then replace($sorted_by, '-', '')
    end as piece_of,
    piece,
    cast(
        sum(least(texts_until, $skip + $rows) - greatest(texts_until - texts, $skip)) as bigint
    ) as rows,
    cast(greatest($skip - min(texts_until - texts), 0) as bigint) as skip,
    cast(sum(texts) as bigint) as texts
from numbered
group by number, piece
order by number
