"""The rule of conflicts between a service and the consent list, over small tables."""

from __future__ import annotations

import duckdb
import pytest

from data.words import vocabulary_tables
from data.words.vocabulary import REFUSED, RESULTS, STATUSES
from tests.data.importer.rows.small_tables import fill, step
from tests.import_files import SENT

TEXTS = (
    "service varchar, message_id varchar, number bigint, requested_at date, result varchar, "
    "reason varchar, short_code varchar, contact_id varchar, school varchar"
)
STATED = (
    "number bigint, short_code varchar, status varchar, changed_at date, how varchar, is_logged boolean"
)
LISTS = "kind varchar, as_of date"
IN, PENDING, OUT = (
    next(one.name for one in STATUSES if (one.can_be_texted, one.is_pending) == flags)
    for flags in ((True, False), (False, True), (False, False))
)
INELIGIBLE = RESULTS[3].name
NO_CONSENT = "not_opted_in_or_blocked"
REFUSAL = REFUSED.format(code="21610")
ACCEPTED = f"s | m1 | 1 | 2026-09-10 | {SENT} | | |"
NOT_SENT = f"s | m1 | 1 | 2026-09-10 | {INELIGIBLE} | {NO_CONSENT} | |"


@pytest.mark.parametrize(
    ("text", "stated", "conflict"),
    [
        pytest.param(NOT_SENT, [f"1 | | {IN} | 2026-09-01 | |"], [(True, IN)], id="refused, though in"),
        pytest.param(NOT_SENT, [f"1 | | {PENDING} | 2026-09-01 | |"], [], id="refused, and pending"),
        pytest.param(NOT_SENT, [f"1 | | {OUT} | 2026-09-01 | |"], [], id="refused, and out"),
        pytest.param(NOT_SENT, [], [], id="refused, and not listed"),
        pytest.param(
            ACCEPTED, [f"1 | | {OUT} | 2026-09-01 | |"], [(False, OUT)], id="accepted, though out"
        ),
        pytest.param(ACCEPTED, [f"1 | | {IN} | 2026-09-01 | |"], [], id="accepted, and in"),
        pytest.param(ACCEPTED, [f"1 | | {PENDING} | 2026-09-01 | |"], [], id="accepted, and pending"),
        pytest.param(
            ACCEPTED, [f"1 | | {OUT} | 2026-09-10 | |"], [(False, OUT)], id="out from that moment on"
        ),
        pytest.param(ACCEPTED, [f"1 | | {OUT} | 2026-09-11 | |"], [], id="out only later"),
        pytest.param(
            ACCEPTED,
            [f"1 | | {OUT} | 2026-09-01 | |", f"1 | | {IN} | 2026-09-02 | |"],
            [],
            id="the newest status before the text counts",
        ),
        pytest.param(
            NOT_SENT,
            [f"1 | | {OUT} | 2026-09-02 | | true", f"1 | | {IN} | 2026-09-02 | | false"],
            [(True, IN)],
            id="at one moment a list is newer than a log",
        ),
        pytest.param(
            f"s | m1 | 1 | 2026-09-10 | {INELIGIBLE} | {NO_CONSENT} | A |",
            [f"1 | B | {IN} | 2026-09-01 | |"],
            [],
            id="of another short code",
        ),
        pytest.param(
            f"s | m1 | 1 | 2026-09-10 | {INELIGIBLE} | {NO_CONSENT} | A |",
            [f"1 | | {IN} | 2026-09-01 | |"],
            [(True, IN)],
            id="of every short code",
        ),
        pytest.param(
            f"s | m1 | 1 | 2026-09-10 | {RESULTS[4].name} | | |",
            [f"1 | | {OUT} | 2026-09-01 | |"],
            [],
            id="a text that failed was not accepted",
        ),
        pytest.param(
            f"s | m1 | 1 | 2026-09-10 | {INELIGIBLE} | | |",
            [f"1 | | {IN} | 2026-09-01 | |"],
            [],
            id="not sent for no stated reason",
        ),
        pytest.param(
            f"s | m1 | | 2026-09-10 | {SENT} | | |",
            [f"1 | | {OUT} | 2026-09-01 | |"],
            [],
            id="a text without a number",
        ),
    ],
)
def test_a_text_conflicts_with_the_status_of_its_moment(
    small: duckdb.DuckDBPyConnection, text: str, stated: list[str], conflict: list[tuple[bool, str]]
) -> None:
    assert _conflicts(small, [text], stated) == conflict


@pytest.mark.parametrize(
    ("kind", "as_of", "is_conflict"),
    [
        ("status", "2026-09-03", True),
        ("status", "2026-09-10", True),
        ("status", "2026-09-02", False),
        ("status", "2026-09-11", False),
        ("contacts", "2026-09-03", False),
    ],
)
def test_a_refusal_counts_once_a_list_has_left_it_in_place(
    small: duckdb.DuckDBPyConnection, kind: str, as_of: str, *, is_conflict: bool
) -> None:
    stated = [f"1 | | {OUT} | 2026-09-02 | {REFUSAL} | true"]
    assert bool(_conflicts(small, [ACCEPTED], stated, f"{kind} | {as_of}")) is is_conflict


def _conflicts(
    small: duckdb.DuckDBPyConnection, texts: list[str], stated: list[str], *lists: str
) -> list[tuple[object, ...]]:
    """Return was_refused and the status of each text in conflict."""
    for name, table in vocabulary_tables.tables().items():
        small.register(name, table)
    fill(small, "import_texts", TEXTS, *texts)
    fill(small, "viewer_changes", STATED, *stated)
    fill(small, "imports", LISTS, *lists)
    return [(row[2], row[7]) for row in step(small, "conflicts/consent_conflicts")]
