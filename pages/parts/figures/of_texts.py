"""The figures of SMS Log: stages, results, parts, reasons, broadcasts, schools, days. No Streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from data.access import Viewer
from data.words import catalog, vocabulary
from data.words.catalog import _, ngettext
from pages.parts.draw import formatting
from pages.parts.figures import keys
from pages.parts.figures.figure import Figure
from pages.parts.filters import narrowing
from pages.parts.filters.narrowing import PART, STAGE
from queries import Selection, run
from queries.fields import BROADCAST, DAY, REASON, RESULT, SCHOOL, SMS_LOG

Row = Mapping[str, Any]
PART_OF = {part.key: part for part in vocabulary.PARTS}


@dataclass(frozen=True)
class _Request:
    """The key of a figure and what it is of, whose texts it is among, and the selection of its texts."""

    key: str
    value: str
    viewer: Viewer
    base: Selection
    counted: Selection

    def rows(self, question: str, selection: Selection, **parameters: object) -> list[Row]:
        rows: list[Row] = run(question, self.viewer, selection, **parameters).to_pylist()
        return rows

    def figure(
        self, title: str, sentence: str, number: int, *, question: str, selection: Selection, row: str = ""
    ) -> Figure:
        return Figure(self.key, SMS_LOG, title, sentence, number, question, selection, row, self.counted)


def figure(key: str, viewer: Viewer, all_results: Selection, selection: Selection) -> Figure | None:
    """Return the figure of a key; None if there is none, or nothing of it is in the selection.

    `all_results` is the selection without its results and reasons, of which most figures are.
    """
    kind, value = keys.parted(key)
    own = keys.filters(key)
    if own is None or kind not in MAKERS:
        return None
    base = selection if kind == DAY.key else all_results
    return MAKERS[kind](_Request(key, value, viewer, base, keys.narrowed(base, own)))


def _stage(request: _Request) -> Figure:
    rows = request.rows("stage_totals", request.base)
    stage = vocabulary.RESULT_OF[narrowing.stage_results(request.value)[0]].stage
    row = next(row for row in rows if row["stage"] == stage)
    sentence = _of_texts(row, rows[-1]["texts"])
    title = vocabulary.stage_title(stage)
    return request.figure(
        title, sentence, row["texts"], question="stage_totals", selection=request.base, row=stage
    )


def _result(request: _Request) -> Figure:
    selection = request.base.with_names({RESULT.parameter: request.counted.results})
    row = request.rows("result_totals", selection)[0]
    total = request.rows("stage_totals", request.base)[-1]["texts"]
    result = vocabulary.RESULT_OF[row["result"]]
    sentence = _of_texts(row, total)
    made = request.figure(
        result.title, sentence, row["texts"], question="result_totals", selection=selection
    )
    return replace(made, meaning=result.meaning)


def _part(request: _Request) -> Figure:
    rows = request.rows("part_totals", request.base)
    row = next(row for row in rows if row["part"] == request.value)
    title, sentence = PART_OF[request.value].title, _of_undelivered(row, rows)
    return request.figure(
        title, sentence, row["texts"], question="part_totals", selection=request.base, row=request.value
    )


def _reason(request: _Request) -> Figure | None:
    rows = request.rows("reason_totals", request.base)
    ((result,), (reason,)) = request.counted.results or ("",), request.counted.reasons or ("",)
    stated = None if reason == vocabulary.NOT_STATED_KEY else reason
    row = next((row for row in rows if (row["result"], row["reason"]) == (result, stated)), None)
    if row is None:
        return None
    title, sentence = vocabulary.reason_title(stated), _of_undelivered(row, rows)
    name = _("{result}, {reason}", result=result, reason=stated or _("no reason"))
    made = request.figure(
        title, sentence, row["texts"], question="reason_totals", selection=request.base, row=name
    )
    return replace(made, meaning=vocabulary.reason_meaning(stated))


def _broadcast(request: _Request) -> Figure | None:
    return _place(request, "undelivered_by_broadcast", "broadcast_id", "broadcast")


def _school(request: _Request) -> Figure | None:
    return _place(request, "undelivered_by_school", "school", "school")


def _place(request: _Request, question: str, key: str, name: str) -> Figure | None:
    selection = request.counted.with_names({RESULT.parameter: None})
    rows = request.rows(question, selection, enough=vocabulary.ENOUGH_TEXTS)
    row = next((row for row in rows if row[key] == request.value), None)
    if row is None:
        return None
    words = ngettext(
        "**{number} of {total} text** ({share}) wasn't delivered.",
        "**{number} of {total} texts** ({share}) weren't delivered.",
        row["texts"],
    )
    number, share = row["all_undelivered"], formatting.percent(row["undelivered_pct"])
    sentence = formatting.markdown(words, number=number, total=row["texts"], share=share)
    return request.figure(
        row[name] or request.value, sentence, number, question=question, selection=selection
    )


def _day(request: _Request) -> Figure:
    number: int = request.rows("stage_totals", request.counted)[-1]["texts"]
    words = ngettext("**{number} text** was requested.", "**{number} texts** were requested.", number)
    assert request.counted.day
    title, sentence = catalog.day(request.counted.day), formatting.markdown(words, number=number)
    return request.figure(
        title, sentence, number, question="stage_totals", selection=request.counted, row=_("all texts")
    )


def _of_texts(row: Row, total: int) -> str:
    words = ngettext(
        "**{number} of {total} text** ({share}).", "**{number} of {total} texts** ({share}).", total
    )
    share = formatting.percent(row["share_pct"])
    return formatting.markdown(words, number=row["texts"], total=total, share=share)


def _of_undelivered(row: Row, rows: Sequence[Row]) -> str:
    total = sum(each["texts"] for each in rows)
    words = ngettext(
        "**{number} of {total} undelivered text** ({share}).",
        "**{number} of {total} undelivered texts** ({share}).",
        total,
    )
    share = formatting.percent(row["share_pct"])
    return formatting.markdown(words, number=row["texts"], total=total, share=share)


MAKERS: Mapping[str, Callable[[_Request], Figure | None]] = {
    STAGE: _stage,
    RESULT.key: _result,
    PART: _part,
    REASON.key: _reason,
    BROADCAST.key: _broadcast,
    SCHOOL.key: _school,
    DAY.key: _day,
}
