"""The rights that each page, fragment, question, route and command needs: one table for all of them.

Whatever is missing here is refused, and a test names it. The tests of who may see what are made from it.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.access.rights import Right

Rights = tuple[Right, ...]

_VISIT = (Right.VISIT,)
_ROUNDED = (Right.SEE_ROUNDED_TOTALS,)
_TOTALS = (Right.SEE_TOTALS,)
_LISTS = (Right.SEE_TOTALS, Right.SEE_LISTS)
_FULL_NUMBERS = (*_LISTS, Right.SEE_FULL_NUMBERS)
_CONTACT_IDS = (*_LISTS, Right.SEE_NAMES)
_NUMBER = (Right.LOOK_UP, Right.SEE_FULL_NUMBERS, Right.SEE_NAMES)
_REMIND = (Right.REMIND, Right.SEE_FULL_NUMBERS, Right.SEE_NAMES)
_IMPORT = (Right.IMPORT, Right.SEE_ALL_SCHOOLS)
_RECORD = (Right.SEE_RECORD,)
ENTRIES = (Right.WRITE_ENTRIES, Right.SEE_LISTS, Right.SEE_FULL_NUMBERS, Right.SEE_NAMES)  # of an office
_NOTES = (Right.WRITE_NOTES, Right.SEE_ALL_SCHOOLS)

PAGES: Mapping[str, Rights] = {  # by the path of the URL
    "broadcasts": _TOTALS,
    "sms_log": _TOTALS,
    "why_undelivered": _TOTALS,
    "sms_status": _TOTALS,
    "look_up": (Right.LOOK_UP,),
    "who_we_can_text": _TOTALS,
    "opt_in_reminders": _REMIND,
    "numbers_to_fix": _LISTS,
    "totals": _ROUNDED,
    "imports": _IMPORT,
    "setup": (Right.SET_UP, Right.SEE_ALL_SCHOOLS),
    "record": _RECORD,
}

FRAGMENTS: Mapping[str, Rights] = {  # parts that are drawn again alone; by key
    "broadcast_list": _TOTALS,
    "call_list": _LISTS,
    "broadcasts": _TOTALS,
    "other_broadcast": _TOTALS,
    "days_table": _TOTALS,
    "undelivered": _TOTALS,
    "what_changed": _TOTALS,
    "schools": _TOTALS,
    "history": _TOTALS,
    "consent_checks": _TOTALS,
    "list": _LISTS,
    "figure": _TOTALS,
    "look_up": (Right.LOOK_UP,),
    "look_up_list": _NUMBER,
    "story": _NUMBER,
    "uploads": _IMPORT,
    "conflicts": _IMPORT,
    "import_list": _IMPORT,
    "check": (Right.SET_UP,),
    "record_list": _RECORD,
}

QUESTIONS: Mapping[str, Rights] = {
    # Filters and page heads
    "broadcast_names": _TOTALS,
    "school_names": _TOTALS,
    "clocks": _TOTALS,
    "last_updates": _VISIT,
    "day_notes": _TOTALS,
    # SMS Log
    "outcome_totals": _TOTALS,
    "outcome_changes": _TOTALS,
    "undelivered_changes": _TOTALS,
    "undelivered_changes_by_language": (*_TOTALS, Right.SEE_NAMES),  # languages are those of people
    "result_totals": _TOTALS,
    "stage_totals": _TOTALS,
    "results_by_broadcast": _TOTALS,
    "results_by_day": _TOTALS,
    "days_without_log": _TOTALS,
    "still_changing": _TOTALS,
    "still_changing_by_counts": _TOTALS,
    "part_totals": _TOTALS,
    "reason_totals": _TOTALS,
    "undelivered_by_broadcast": _TOTALS,
    "undelivered_by_day": _TOTALS,
    "undelivered_by_school": _TOTALS,
    "undelivered_in_steps": _TOTALS,
    "usual_share": _TOTALS,
    # Why undelivered
    "undelivered_reasons": _TOTALS,
    "undelivered_gain": _TOTALS,
    "failure_events": _TOTALS,
    # The district's own past
    "own_normal": _TOTALS,
    "own_normal_weeks": _TOTALS,
    "messages": _LISTS,
    "text_places": _LISTS,
    "instants_of_texts": _LISTS,
    "numbers_of_texts": _FULL_NUMBERS,
    "texts_per_number": _FULL_NUMBERS,
    "message_story": _LISTS,
    # Broadcasts
    "broadcasts": _TOTALS,
    "broadcasts_to_watch": _TOTALS,
    "broadcast_places": _TOTALS,
    "broadcast_report": _TOTALS,
    "broadcast_summary": _TOTALS,
    "broadcast_reach": _TOTALS,
    "broadcast_reasons": _TOTALS,
    "broadcast_speed": _TOTALS,
    "not_reached": _LISTS,
    "contact_ids_to_call": _CONTACT_IDS,
    # SMS Status
    "status_totals": _TOTALS,
    "statuses_by_school": _TOTALS,
    "statuses_listed": _TOTALS,
    "statuses_over_time": _TOTALS,
    "statuses": _LISTS,
    "opt_changes_by_week": _TOTALS,
    "opt_outs_after_broadcasts": _TOTALS,
    "texts_after_stop_totals": _TOTALS,
    "texts_after_stop": _FULL_NUMBERS,
    "opted_in_again": _FULL_NUMBERS,
    "opt_outs_told": _FULL_NUMBERS,
    "texted_from_other_codes": _FULL_NUMBERS,
    "status_of_number": (Right.LOOK_UP,),
    "number_on_day": (Right.LOOK_UP,),
    "number_status": _NUMBER,
    "number_contacts": _NUMBER,
    "people_found": _NUMBER,
    "number_story": _NUMBER,
    "number_missed": _NUMBER,
    "numbers_looked_up": _NUMBER,
    "list_totals": _NUMBER,
    "people_listed": _NUMBER,
    "acceptance_forecast": _TOTALS,
    "price_of_parts": _TOTALS,
    # Who we can text
    "who_can_be_texted": _TOTALS,
    "contacts_not_texted": _CONTACT_IDS,
    "contacts_not_texted_listed": _CONTACT_IDS,
    # Opt-in reminders
    "pending_totals": _REMIND,
    "reminder_contacts": _REMIND,
    "reminder_families": _REMIND,
    "reminder_numbers": _REMIND,
    "reminder_outcomes": _REMIND,
    "reminder_runs": _REMIND,
    "reminder_unreached": _REMIND,
    # Numbers to fix
    "numbers_to_fix": _LISTS,
    "numbers_to_fix_totals": _LISTS,
    "numbers_to_fix_listed": _LISTS,
    "last_results_of_numbers": (*_LISTS, Right.SEE_FULL_NUMBERS),
    # Totals
    "rounded_results": _ROUNDED,
    "rounded_statuses": _ROUNDED,
    # More about a figure
    "texts_recounted": _TOTALS,
    "numbers_recounted": _TOTALS,
    "files_of_texts": _LISTS,
    "files_of_statuses": _LISTS,
    "contact_ids_of_texts": _CONTACT_IDS,
    "contact_ids_of_numbers": _CONTACT_IDS,
    # Imports
    "imports": _IMPORT,
    "missing_files": _IMPORT,
    "left_out_totals": _IMPORT,
    "rows_left_out": (*_IMPORT, Right.SEE_FULL_NUMBERS, Right.SEE_NAMES),
    "conflict_totals": _IMPORT,
    "numbers_in_conflict": (*_IMPORT, Right.SEE_FULL_NUMBERS),
    # The record
    "record": _RECORD,
    "record_totals": _RECORD,
    "record_people": _RECORD,
    # Setup
    "stored_totals": (Right.SET_UP,),
}

ROUTES: Mapping[str, Rights | None] = {  # None: open to whoever reaches the server
    "/download/sms_log": (*_LISTS, Right.DOWNLOAD),
    "/download/sms_status": (*_LISTS, Right.DOWNLOAD),
    "/download/contacts_not_texted": (*_CONTACT_IDS, Right.DOWNLOAD),
    "/download/numbers_to_fix": (*_LISTS, Right.DOWNLOAD),
    "/download/last_results_of_numbers": (*_LISTS, Right.SEE_FULL_NUMBERS, Right.DOWNLOAD),
    "/download/contact_ids_of_texts": (*_CONTACT_IDS, Right.DOWNLOAD),
    "/download/call_list": (*_LISTS, Right.DOWNLOAD),
    "/download/contact_ids_to_call": (*_CONTACT_IDS, Right.DOWNLOAD),
    "/download/contact_ids_of_numbers": (*_CONTACT_IDS, Right.DOWNLOAD),
    "/download/rows_left_out.csv": (*QUESTIONS["rows_left_out"], Right.DOWNLOAD),
    "/download/record.csv": (*_RECORD, Right.DOWNLOAD),
    "/files/once": (Right.SEE_FULL_NUMBERS, Right.SEE_NAMES, Right.DOWNLOAD),
    "/metrics": (Right.SET_UP,),  # or the token of a monitor
    "/sign_in": None,
    "/healthz": None,
}


def downloads(report: str) -> Rights:
    """Return the rights that the download of a report needs, by the report's key."""
    return ROUTES[f"/download/{report}"] or ()


COMMANDS: Mapping[str, Rights] = {  # of `python -m data`
    "sample": _VISIT,
    "import": _IMPORT,
    "format": _IMPORT,
    "undo": (Right.UNDO,),
    "note": _NOTES,
    "check": (Right.SET_UP,),
    "record": _RECORD,
    "confirm-move": (Right.SET_UP,),
    "erase": (Right.SET_UP,),
    "forget": (Right.SET_UP,),
    "proof": (*_RECORD, Right.SEE_FULL_NUMBERS, Right.SEE_NAMES, Right.DOWNLOAD),
    "verify": _VISIT,
    "backup": (Right.SET_UP,),
    "restore": (Right.SET_UP,),
}
