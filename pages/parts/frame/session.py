"""Every key of `st.session_state` that the pages use, with the type of its value.

Keys of the filter fields are those of the filter registry, which also names them in the URL. A key with a
changing part, such as one per file, is made by the function of that name.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from data.access import Viewer

if TYPE_CHECKING:  # loading the importer takes as long as a page, and most pages don't need it
    from data.importer.files.bundles import Item
    from data.jobs.queue import Job
    from pages.parts.frame.stored_check import LastCheck

Value = TypeVar("Value")


@dataclass(frozen=True)
class MadeBatch:
    """The zip of a reminder batch; only its session keeps it, because its files have names in them.

    It is for the viewer who made it, as long as role and schools stay the same. `made_at` is in the zone of
    the district.
    """

    viewer: Viewer
    batch_id: str
    made_at: datetime
    file_name: str
    content: bytes
    numbers: int
    bad_emails: int = 0


@dataclass(frozen=True)
class Key(Generic[Value]):
    """A place in the session of one visitor for a value of one type."""

    name: str

    def get(self) -> Value | None:
        """Return the value; None before it is set."""
        return cast("Value | None", st.session_state.get(self.name))

    def get_or(self, default: Value) -> Value:
        """Return the value, after setting it to `default` if it isn't set."""
        return cast("Value", st.session_state.setdefault(self.name, default))

    def set(self, value: Value) -> None:
        """Set the value."""
        st.session_state[self.name] = value

    def pop(self) -> Value | None:
        """Remove the value and return it; None if it isn't set."""
        return cast("Value | None", st.session_state.pop(self.name, None))


# The version of the data from which the page was drawn.
DRAWN_VERSION = Key[object]("drawn_version")
# Whether all of the page has been drawn; False after a click that interrupted it.
IS_DRAWN = Key[bool]("is_drawn")

# The pages of the viewer's menu, by their path in the URL.
MENU: Key[Mapping[str, StreamlitPage]] = Key("menu")

# The id of the last click that was handled.
LAST_CLICK = Key[str]("last_click")

# The look-up: what is typed, and the number whose whole story and the name of which all people are shown.
# Never bound to the URL.
TYPED_NUMBER = Key[str]("typed_number")
WHOLE_STORY = Key[int]("whole_story")
WHOLE_SEARCH = Key[str]("whole_search")

# The look-up and the search for people recorded last: drawing their answer again isn't another one.
RECORDED_LOOK_UP = Key[tuple[int, bool]]("recorded_look_up")
RECORDED_SEARCH = Key[tuple[str, int]]("recorded_search")

# The number that entries of the record are searched by. Never bound to the URL.
RECORD_NUMBER = Key[str]("record_number")

# The tokens of the rows that this session lists: what a click on one sends back is no number and no text.
ROW_TOKENS: Key[dict[str, str]] = Key("row_tokens")

# SMS Log: the text whose details are open, by its service and id; never its number.
OPEN_TEXT = Key[str]("open_text")
# Broadcasts: the row of the call list to enter a result for, or that the list to print is open.
OPEN_CALL = Key[str]("open_call")

# Numbers to fix: the number whose details are open. Never bound to the URL.
OPEN_NUMBER = Key[str]("open_number")

# SMS Log and SMS Status: the key of the figure that more is shown about.
OPEN_FIGURE = Key[str]("open_figure")

# SMS Log: whether the fields of broadcasts, tables and what changed are open, and the letters searched for.
BROADCASTS_OPEN = Key[bool]("broadcasts_open")
OTHER_BROADCAST_OPEN = Key[bool]("other_broadcast_open")
DAYS_TABLE_OPEN = Key[bool]("days_table_open")
UNDELIVERED_TABLE_OPEN = Key[bool]("undelivered_table_open")
WHAT_CHANGED_OPEN = Key[bool]("what_changed_open")
# Texts that somebody wanted counted by language or by reason, though they are many, and their data version.
LANGUAGES_COUNTED = Key[object]("languages_counted")
REASONS_COUNTED = Key[object]("reasons_counted")
BROADCAST_SEARCH = Key[str]("broadcast_search")
OTHER_BROADCAST_SEARCH = Key[str]("other_broadcast_search")

# SMS Log: the key of the date range that is shown, and of one to apply when the page is drawn again.
DATE_RANGE = Key[str]("date_range")
DATE_RANGE_TO_APPLY = Key[str]("date_range_to_apply")

# Notes on days: whether their dialog is open, the ID of the note in it ("" for a new one), and of the one
# to remove once that is confirmed.
NOTES_ARE_OPEN = Key[bool]("notes_are_open")
NOTE_TO_WRITE = Key[str]("note_to_write")
NOTE_TO_REMOVE = Key[str]("note_to_remove")

# Imports: the import to undo once it is confirmed, and the message about the one undone last; what each
# upload contains, and what the importer found in each file; the jobs of files; and the last check.
IMPORT_TO_UNDO = Key[str]("import_to_undo")
UNDONE_MESSAGE = Key[str]("undone_message")
UPLOADED_ITEMS: Key[dict[str, list[Item]]] = Key("uploaded_items")
LOOKED_AT = Key[dict[Hashable, object]]("looked_at")
STARTED_JOBS: Key[dict[str, Job]] = Key("started_jobs")
LAST_CHECK: Key[LastCheck] = Key("last_check")

# Downloads: the token by which this visitor's transfers are known.
DOWNLOAD_TOKEN = Key[str]("download_token")
# Whether a download was clicked since the page was drawn.
DOWNLOAD_AWAITED = Key[bool]("download_awaited")
# The tokens of this visitor's links to files with personal data, by button.
OPEN_LINKS = Key[dict[str, str]]("open_links")

# Why undelivered: the reason to open in SMS Log. SMS Status: whether every school is shown.
REASON_TO_OPEN = Key[str]("reason_to_open")
EVERY_SCHOOL = Key[bool]("every_school")

# Opt-in reminders: how pending numbers are counted; the paper of flyers, the school
# ("" is the district) and language of the one shown, and the filter that it followed; the batches made.
COUNT_PENDING_BY = Key[list[str]]("by")
FLYER_PAPER = Key[list[str]]("paper")
FLYER_SCHOOL = Key[str]("flyer_school")
FLYER_LANGUAGE = Key[str]("flyer_language")
FLYER_FOLLOWS: Key[tuple[tuple[str, ...], tuple[str, ...]]] = Key("flyer_follows")
MADE_BATCHES: Key[tuple[MadeBatch, ...]] = Key("made_batches")

# The batch whose results are shown and how they're compared; the batch to undo once it is confirmed, and
# the message about the one undone last; the first day of the plan, and the one if nobody enters any.
BATCH = Key[str]("batch")
RESULTS_BY = Key[list[str]]("results_by")
RESULTS_AFTER = Key[list[str]]("results_after")
BATCH_TO_UNDO = Key[str]("batch_to_undo")
UNDONE_BATCH = Key[str]("undone_batch")
PLAN_START = Key[date]("plan_start")
PLAN_DEFAULT = Key[date]("plan_default")

# The path of the page that was drawn last, and what stays only while a page is open: dialogs and messages.
SHOWN_PAGE = Key[str]("shown_page")
OF_ONE_VISIT = (
    *(OPEN_TEXT, OPEN_CALL, OPEN_FIGURE, OPEN_NUMBER),
    *(IMPORT_TO_UNDO, UNDONE_MESSAGE, BATCH_TO_UNDO, UNDONE_BATCH),
)
# The names of values in the URL; those of them that are still to be read from it, since a person went back
# or forward; and of each field the page on which it was drawn last, and its number (filters/in_url.py).
FIELDS_IN_URL: Key[set[str]] = Key("fields_in_url")
FIELDS_TO_READ: Key[set[str]] = Key("fields_to_read")
DRAWN_FIELDS: Key[dict[str, tuple[str, int]]] = Key("drawn_fields")
# The last value of each of these fields, and of some that were drawn earlier.
FIELD_VALUES: Key[dict[str, object]] = Key("field_values")
# Whether a list is still to take its sort and its page from the URL, where they have these names.
LIST_FROM_URL = Key[bool]("list_from_url")
SORT_IN_URL, PAGE_IN_URL = "sort", "page"
# The number of the pager that was drawn last, the key of its list, and the page at which it began.
OPENED_PAGE: Key[tuple[int, str, int]] = Key("opened_page")


def open_page(path: str, *, is_from_history: bool) -> None:
    """Note which page is drawn. On another page than before, no dialog opens that was left open earlier.

    Its list begins anew, unless a link or the browser's history opens it.
    """
    before = SHOWN_PAGE.get()
    is_from_url = before is None or is_from_history
    LIST_FROM_URL.set(is_from_url)
    if is_from_history:
        FIELDS_TO_READ.set({*FIELDS_IN_URL.get_or(set())})
    if before != path:
        if not is_from_history:
            FIELDS_TO_READ.set(set())
        SHOWN_PAGE.set(path)
        for key in OF_ONE_VISIT:
            key.pop()
        if not is_from_url:
            write_in_url(SORT_IN_URL, ())
            write_in_url(PAGE_IN_URL, ())
            number, _list, _first = OPENED_PAGE.get_or((0, "", 1))
            OPENED_PAGE.set((number, "", 1))


def write_in_url(name: str, values: Sequence[str]) -> None:
    """Let the URL have exactly these values under a name."""
    if st.query_params.get_all(name) == [*values]:
        return
    if values:
        st.query_params[name] = [*values]
    else:
        del st.query_params[name]


def row_token(name: str) -> str:
    """Return the token of this session for what a row is about, such as a number; always the same one.

    Neither a number nor a text of a file goes to the browser and back.
    """
    tokens = ROW_TOKENS.get_or({})
    if name not in tokens:
        tokens[name] = secrets.token_urlsafe(9)
    return tokens[name]


def row_of_token(token: str) -> str | None:
    """Return what the row of a token of this session is about; None if there is no such token."""
    return next((name for name, own in ROW_TOKENS.get_or({}).items() if own == token), None)


def sort_of(report: str) -> Key[str | None]:
    """Return the key of the column by which a report's list is sorted."""
    return Key(f"sort_of_{report}")


def every_one_of(level: str) -> Key[bool]:
    """Return the key of whether all broadcasts or schools are compared, by the key of the level."""
    return Key(f"every_{level}")
