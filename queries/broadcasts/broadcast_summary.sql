-- Whom did the selected broadcasts reach, and what would it take to reach the others?
--
-- Steps: summary_of_broadcasts
-- Ignores: $results, $reasons
--
-- Returns one row
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

select
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
    families_to_opt_in
from summary_of_broadcasts
