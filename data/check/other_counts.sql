-- For which months do the stored counts differ from those of the texts?
with

kept as (

    select * exclude (zone, counted_from)
    from kept_counts

),

fresh as (

    select * exclude (zone, counted_from)
    from fresh_counts

),

only_kept as (

    select * from kept
    except all
    select * from fresh

),

only_fresh as (

    select * from fresh
    except all
    select * from kept

)

select month
from only_kept
union
select month
from only_fresh
order by month
