"""What came of a run: its numbers after 7, 14 and 30 days, beside those not reminded. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.words import vocabulary
from pages.parts.draw import charts, formatting
from pages.parts.draw.charts import Figure, framed
from pages.parts.draw.status_colors import COLOURS
from pages.parts.sms_status.sentences import AWAITED, CAN_BE_TEXTED

Row = Mapping[str, Any]
OPTED_OUT = next(s.name for s in vocabulary.STATUSES if not s.is_pending and not s.can_be_texted)
COUNTED = {CAN_BE_TEXTED: "opted_in", OPTED_OUT: "opted_out", AWAITED: "pending"}
WHO = {True: "Reminded", False: "Not reminded"}
TOO_FEW = "too few to judge"
PALE = 0.4
REMINDED_COLOUR = COLOURS[CAN_BE_TEXTED]


def finding(rows: Sequence[Row]) -> str:
    """What the newest mark that is over says, in Markdown, from "reminder_outcomes"."""
    total = [row for row in rows if row["level"] == "total"]
    ended = [row["days"] for row in total if row["is_reminded"] and row["is_over"]]
    if not ended:
        return "Nothing is known yet of the time a week after this run: what came of it is still open."
    days = max(ended)
    ours, others = (_of(total, is_reminded, days) for is_reminded in (True, False))
    if ours is None:
        return "None of its numbers was still pending when it was made, by what is known now."
    said = f"**{days} days after it, {_share(ours)} of those reminded had opted in"
    return f"{said}; of those not reminded, {_share(others)}.**" if others else f"{said}.**"


def _of(rows: Sequence[Row], is_reminded: bool, days: int) -> Row | None:  # noqa: FBT001 - a row's own value
    return next((row for row in rows if row["is_reminded"] == is_reminded and row["days"] == days), None)


def _share(row: Row) -> str:
    counted = f"{formatting.count(row['opted_in'])} of {formatting.count(row['numbers'])}"
    return (
        f"{counted} ({TOO_FEW})"
        if row["is_small"]
        else f"{formatting.percent(row['share_pct'])} ({counted})"
    )


def total_columns(rows: Sequence[Row]) -> dict[str, list[object]]:
    """What the numbers became, reminded or not, at each mark: a table by heading."""
    total = [row for row in rows if row["level"] == "total"]
    columns: dict[str, list[object]] = {
        "Who": [WHO[row["is_reminded"]] for row in total],
        "After": [_mark(row) for row in total],
        vocabulary.column_title("numbers"): [row["numbers"] for row in total],
    }
    columns |= {name: [row[column] for row in total] for name, column in COUNTED.items()}
    columns[f"Share {CAN_BE_TEXTED}"] = [
        TOO_FEW if row["is_small"] else formatting.percent(row["share_pct"]) for row in total
    ]
    return columns


def group_columns(rows: Sequence[Row], level: str, heading: str, days: int) -> dict[str, list[object]]:
    """Who had opted in after so many days, reminded beside not reminded, for every school or language."""
    own = [row for row in rows if row["level"] == level and row["days"] == days]
    found = {(row["name"], row["is_reminded"]): row for row in own}
    names = list(dict.fromkeys(row["name"] for row in own))
    columns: dict[str, list[object]] = {heading: [name or "None given" for name in names]}
    for is_reminded, who in WHO.items():
        cells = [found.get((name, is_reminded)) for name in names]
        columns[who] = [row["numbers"] if row else 0 for row in cells]
        columns[f"{CAN_BE_TEXTED}, {who.lower()}"] = [_share(row) if row else "–" for row in cells]
    return columns


def newest_mark(rows: Sequence[Row]) -> int:
    """The last mark that is over, or else the first."""
    over = [row["days"] for row in rows if row["is_over"]]
    return max(over, default=vocabulary.OUTCOME_DAYS[0])


def _mark(row: Row) -> str:
    return f"{row['days']} days" if row["is_over"] else f"{row['days']} days (so far)"


def figure(rows: Sequence[Row], *, is_dark: bool) -> Figure:
    """The share that opted in after each mark, reminded beside not reminded, each with its count."""
    total = [row for row in rows if row["level"] == "total"]
    highest = max((row["share_pct"] or 0 for row in total), default=0) or 1
    traces = [_trace(total, is_reminded, is_dark=is_dark) for is_reminded in WHO]
    return framed(
        traces,
        230,
        is_dark=is_dark,
        barmode="group",
        bargap=0.35,
        xaxis={
            "type": "category",
            "fixedrange": True,
            "showgrid": False,
            "tickfont": {"color": charts.INK[is_dark]},
        },
        yaxis={"visible": False, "range": [0, highest * 1.3], "fixedrange": True},
    )


def legend() -> str:
    """Who is who in the figure, each with its colour."""
    colours = {WHO[True]: REMINDED_COLOUR, WHO[False]: charts.QUIET}
    named = (
        f'<span><i style="background: light-dark({light}, {dark})"></i>{name}</span>'
        for name, (light, dark) in colours.items()
    )
    return f'<p class="sms legend keyed">{" ".join(named)}</p>'


def _label(row: Row) -> str:
    counted = f"{formatting.count(row['opted_in'])} of {formatting.count(row['numbers'])}"
    return (
        f"too few<br>{counted}"
        if row["is_small"]
        else f"{formatting.percent(row['share_pct'])}<br>{counted}"
    )


def _trace(total: Sequence[Row], is_reminded: bool, *, is_dark: bool) -> dict[str, Any]:  # noqa: FBT001
    own = [row for row in total if row["is_reminded"] == is_reminded]
    colour = REMINDED_COLOUR if is_reminded else charts.QUIET
    return {
        "type": "bar",
        "name": WHO[is_reminded],
        "x": [_mark(row) for row in own],
        "y": [row["share_pct"] for row in own],
        "text": [_label(row) for row in own],
        "customdata": [_share(row) for row in own],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"color": charts.INK[is_dark], "size": 12},
        "marker": {
            "color": colour[is_dark],
            "opacity": [PALE if row["is_small"] else 1 for row in own],
            "pattern": {
                "shape": ["" if row["is_over"] else "/" for row in own],
                "fillmode": "overlay",
                "size": 6,
            },
        },
        "hovertemplate": "%{x}: %{customdata}<br>%{fullData.name}<extra></extra>",
    }
