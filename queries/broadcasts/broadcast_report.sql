-- What does the report of the selected broadcasts say?
--
-- The answers of broadcast_summary, broadcast_reach and broadcast_reasons at once: what they share is read once.
--
-- Steps: summary_of_broadcasts, reach_of_groups, reasons_of_contacts
-- Ignores: $results, $reasons
--
-- Returns one row of the summary, then one per school, one per language, and one per reason of contacts not reached
--   level                      varchar      summary, school, language or reason
--   school                     varchar      school of a group; null in other rows, of no school, or of groups together
--   language                   varchar      language of a group; null likewise
--   result                     varchar      undelivered result of contacts not reached; null in other rows
--   reason                     varchar      key of its reason; null in other rows, or if none is stated
--   texts                      bigint       number of texts
--   contacts                   bigint       number of contacts, each once for every broadcast
--   reached                    bigint       number of contacts with a text that was accepted
--   in_progress                bigint       number of contacts with none accepted, and one in progress
--   opted_out_or_not_opted_in  bigint       number of contacts not reached that a reply would opt in
--   not_reachable              bigint       number of other contacts not reached
--   not_reached                bigint       number of both
--   to_call                    bigint       number of contact IDs of these that no call reached
--   reached_another_way        bigint       number of contacts not reached by text that somebody called or wrote to
--   half_reached_at            timestamptz  when half of the contacts reached were; null if the log doesn't say
--   sent_by                    varchar      school or office that sent them; the first by name of several
--   without_contact            bigint       number of contacts that are a number or a text, since nobody is known
--   families                   bigint       number of families; null unless contact lists state households
--   families_reached           bigint       number of families with a contact that was reached; null likewise
--   families_in_progress       bigint       number of families with none reached, and one in progress; null likewise
--   families_to_opt_in         bigint       number of families not reached that a reply would opt in; null likewise
--   reached_pct                double       share of reached in contacts, 0 to 100, of a group
--   reached_low_pct            double       lower bound of that share, with a certainty of 95% (Wilson)
--   reached_high_pct           double       upper bound of that share
--   group_count                bigint       number of schools or languages that the row is about
--   is_small                   boolean      whether the contacts of a group are too few to compare
--   share_pct                  double       share of a reason in all contacts not reached, 0 to 100
--   who_can_fix                varchar      key of who can fix a reason
--   is_sender_problem          boolean      whether codes or words of the service name a problem of the sender

with

every as (

    -- By name: a column that one of them lacks is null in its rows.
    select
        *,
        0 as place,
        false as is_together,
        'summary' as level
    from summary_of_broadcasts

    union all by name

    select
        *,
        case level when 'school' then 1 else 2 end as place
    from reach_of_groups
    where level <> 'total'

    union all by name

    select
        *,
        3 as place,
        false as is_together,
        'reason' as level
    from reasons_of_contacts

)

select
    level,
    school,
    language,
    result,
    reason,
    texts,
    contacts,
    reached,
    in_progress,
    opted_out_or_not_opted_in,
    not_reachable,
    not_reached,
    to_call,
    reached_another_way,
    half_reached_at,
    sent_by,
    without_contact,
    families,
    families_reached,
    families_in_progress,
    families_to_opt_in,
    reached_pct,
    reached_low_pct,
    reached_high_pct,
    group_count,
    is_small,
    share_pct,
    who_can_fix,
    is_sender_problem
from every
order by
    place,
    is_together,
    case when level = 'reason' then -contacts end,
    school is null and language is null,
    school,
    language,
    result,
    reason,
    is_sender_problem
