"""Texts without ids stay the same texts however their logs are split, ordered and exported again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from tests.import_files import (
    INELIGIBLE,
    NOT_SENT_YET,
    SENDING,
    SENT,
    counts,
    csv_text,
    import_file,
    imported,
    number,
    rows_of,
    stored,
    workbook,
    written,
)

REPORT = ("Recipient", "Reference", "Template", "Type", "Sent by", "Sent by email", "Job", "Status", "Time")
OF_A_LIST = ("Row number", "phone_number", "Template", "Type", "Job", "Status", "Time")
MESSAGES = (
    *("Date", "Contact UUID", "Contact Name", "URN Scheme", "URN Value", "Flow", "Direction", "Text"),
    *("Attachments", "Status", "Channel", "Labels"),
)
# A quick example is half a dozen imports, of a third of a second each.
VERY_FEW = trying(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Text(NamedTuple):
    """A text of a log: its second and its number, and the word for it in an earlier and a newer export."""

    second: int
    to: int
    before: int
    after: int


class Layout(NamedTuple):
    """A log without ids: its header, its words (first those that are not final), and a row of it."""

    header: Sequence[str]
    words: Sequence[str]
    row: Callable[[Text, str], Sequence[object]]


def _british(place: int) -> str:
    """A number of the range that Ofcom keeps for fiction, as GOV.UK Notify texts no others abroad."""
    return f"+447700900{100 + place}"


def _report(text: Text, word: str, name: str = "Snow", by: str = "Ana") -> Sequence[object]:
    return (_british(text.to), "", name, "sms", by, "", "list.csv", word, _at(text))


def _of_a_list(text: Text, word: str) -> Sequence[object]:
    return (text.second, _british(text.to), "Snow", "sms", "list.csv", word, _at(text))


def _generic(text: Text, word: str) -> Sequence[object]:
    return (_at(text), number(text.to), word)


def _at(text: Text) -> str:
    return f"2026-04-19 12:00:0{text.second}"


NOTIFYS = ("sending", "pending", "Delivered", "Technical failure")  # words of GOV.UK Notify
LAYOUTS = [
    Layout(REPORT, NOTIFYS, _report),
    Layout(OF_A_LIST, NOTIFYS, _of_a_list),
    Layout(("Date/Time", "Phone Number", "Result"), (NOT_SENT_YET, SENDING, SENT, INELIGIBLE), _generic),
]
# What is not final stays as it is, or becomes final.
WORDS = st.sampled_from([(0, 0), (1, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 2), (3, 3)])
TEXTS = st.builds(
    lambda second, to, words: Text(second, to, *words), st.integers(0, 3), st.integers(0, 5), WORDS
)
EACH_UNLIKE = st.lists(TEXTS, min_size=4, max_size=20, unique_by=lambda text: (text.second, text.to))
WITH_TWINS = st.lists(TEXTS, min_size=8, max_size=20)  # of 24 seconds and numbers, so that some are alike


def _cut(rows: Sequence[Text], places: Sequence[int]) -> list[Sequence[Text]]:
    """Rows cut into files, at any places."""
    at = [0, *sorted(place % (len(rows) + 1) for place in places), len(rows)]
    return [rows[start:end] for start, end in pairwise(at)]


def _earlier(layout: Layout, texts: Sequence[Text]) -> str:
    return csv_text(layout.header, *(layout.row(text, layout.words[text.before]) for text in texts))


def _newer(layout: Layout, texts: Sequence[Text]) -> str:
    return csv_text(layout.header, *(layout.row(text, layout.words[text.after]) for text in texts))


def _after(folder: str, files: Sequence[str]) -> list[dict[str, Any]]:
    """The messages after these files, taken into logs of their own."""
    uri = f"{folder}/{len(list(Path(folder).iterdir()))}"
    for file in files:
        if file.count("\n") == 1:  # a part without rows is no import
            continue
        counts(import_file(written(Path(folder) / "log.csv", file), uri=uri))
    rows = rows_of("messages", uri)
    for row in rows:
        del row["import_id"]  # which only says by which import a row came
    return sorted(rows, key=lambda row: str(row["message_id"]))


@VERY_FEW
@given(
    st.sampled_from(LAYOUTS),
    EACH_UNLIKE,
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
    st.permutations(range(4)),
)
def test_a_log_cut_anywhere_in_any_order_and_exported_again_ends_with_the_same_messages(
    layout: Layout, texts: list[Text], cuts: list[int], order: list[int]
) -> None:
    earlier = [_earlier(layout, rows) for rows in _cut(texts, cuts[:1])]
    newer = [_newer(layout, rows) for rows in _cut(texts, cuts[1:2])]
    with tempfile.TemporaryDirectory() as folder:
        whole = _after(folder, [_newer(layout, texts)])
        assert len(whole) == len(texts)
        assert _after(folder, [(earlier + newer)[place] for place in order]) == whole


@VERY_FEW
@given(
    st.sampled_from(LAYOUTS),
    WITH_TWINS,
    st.lists(st.integers(0, 100), min_size=2, max_size=2),
    st.permutations(range(3)),
    st.randoms(use_true_random=False),
)
def test_identical_texts_end_as_in_the_complete_log_however_it_was_split_before(
    layout: Layout, texts: list[Text], cuts: list[int], order: list[int], chance: Any
) -> None:
    earlier = [_earlier(layout, rows) for rows in _cut(texts, cuts)]
    shuffled = _newer(layout, chance.sample(texts, len(texts)))
    with tempfile.TemporaryDirectory() as folder:
        whole = _after(folder, [_newer(layout, texts)])
        assert len(whole) == len(texts)
        assert _after(folder, [*(earlier[place] for place in order), shuffled]) == whole


def test_a_text_that_two_reports_of_a_service_hold_is_stored_once(tmp_path: Path) -> None:
    texts = [Text(second, second % 2, 0, 2) for second in range(4)]
    of_the_list = csv_text(OF_A_LIST, *(_of_a_list(text, NOTIFYS[0]) for text in texts))
    report = csv_text(REPORT, *(_report(text, NOTIFYS[2]) for text in texts))
    assert imported(written(tmp_path / "list.csv", of_the_list)) == {"stored": 4}
    assert imported(written(tmp_path / "report.csv", report)) == {"updated": 4}


def test_a_renamed_sender_adds_no_text_twice(tmp_path: Path) -> None:
    text = Text(1, 1, 0, 2)
    for name, became in (("Ana", "stored"), ("Ana Example", "updated")):
        file = written(tmp_path / f"{name}.csv", csv_text(REPORT, _report(text, NOTIFYS[2], by=name)))
        assert imported(file) == {became: 1}


def test_texts_of_two_templates_to_one_number_in_one_second_are_two(tmp_path: Path) -> None:
    text = Text(1, 1, 0, 2)
    for name in ("Snow", "Ice"):
        file = written(tmp_path / f"{name}.csv", csv_text(REPORT, _report(text, NOTIFYS[2], name)))
        assert imported(file) == {"stored": 1}


def _exported(way: str, words: str = "Yes") -> Sequence[object]:
    to, status = f"+1{number(1)}", {"OUT": "wired", "IN": "handled"}[way]
    return ("2026-04-19 12:00:00", "joe", "Joe", "tel", to, "", way, words, "", status, "", "")


def test_rows_that_are_not_imported_do_not_make_another_text_of_those_beside_them(tmp_path: Path) -> None:
    both = workbook(tmp_path / "both.xlsx", Messages=[MESSAGES, _exported("IN"), _exported("OUT")])
    alone = workbook(tmp_path / "alone.xlsx", Messages=[MESSAGES, _exported("OUT")])
    assert imported(both, zone="America/Chicago") == {"stored": 1, "set_aside": 1}
    assert imported(alone, zone="America/Chicago") == {"unchanged": 1}
    other = workbook(tmp_path / "other.xlsx", Messages=[MESSAGES, _exported("OUT", "No")])
    assert imported(other, zone="America/Chicago") == {"stored": 1}
    assert {row["number"] for row in rows_of("messages")} == {stored(1)}
