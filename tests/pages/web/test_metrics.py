"""/metrics: what Prometheus reads, and who may read it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from prometheus_client.parser import text_string_to_metric_families
from starlette.types import Receive, Scope, Send

from data import settings, version
from pages.parts.downloads import transfers
from pages.parts.downloads.transfers import Record, Transfer
from pages.parts.web import refusal_count
from tests.answers import EVERY, Fill, ReadGiven
from tests.import_files import rows_of
from tests.pages.fetching import Answer, fetch
from tests.signing_in import ADMINISTRATOR, PRINCIPAL, STRANGER, cookie, secrets_in, write_access

TOKEN = "a-token-of-a-monitor-1234567890"  # noqa: S105 - of a district that a test makes


def figures(answer: Answer) -> dict[str, float]:
    """Return each figure by its name and the values of its labels."""
    assert answer.status == 200, answer.content.decode()
    families = text_string_to_metric_families(answer.content.decode())
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


def test_figures_are_those_of_the_data_and_of_this_server() -> None:
    asked_at = datetime.now(UTC) + timedelta(hours=2)
    with time_machine.travel(asked_at):
        answer = fetch("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    of_server = figures(answer)
    assert of_server["sms_reports_data_readable"] == 1
    age = (asked_at - max(row["imported_at"] for row in rows_of("imports"))).total_seconds()
    assert age <= of_server["sms_reports_newest_import_age_seconds"] < age + 60
    tables = {
        "messages": 121,
        "status_changes": 3,
        "contacts": 3,
        "imports": 3,
        "left_out": 0,
        "reminders": 0,
        "day_notes": 0,
        "office_entries": 0,
    }
    rows = {key: value for key, value in of_server.items() if key.startswith("sms_reports_rows")}
    assert rows == {f"sms_reports_rows {name}": number for name, number in tables.items()}
    assert of_server[f"sms_reports_build_info {version.version()}"] == 1
    assert of_server["process_resident_memory_bytes"] > 10_000_000
    assert {of_server[f"sms_reports_{name}"] for name in ("sessions", "imports_under_way")} == {0}


def test_no_figure_names_a_school_a_broadcast_a_person_or_a_file() -> None:
    text = fetch("/metrics").content.decode()
    for word in ("Lincoln", "Oak", "Picture", "Pat", "555010", "log.csv", settings.load().logs):
        assert word not in text


def test_downloads_are_counted_while_they_run_and_by_how_they_ended() -> None:
    before = transfers.ended()
    records = [Record(None, Transfer("texts.csv", 10)) for _place in range(3)]
    for record in records:
        record.update("making")
    assert figures(fetch("/metrics"))["sms_reports_downloads_running"] == 3
    records[0].update("done")
    records[1].update("failed")
    records[1].update("stopped")  # an end is final
    after = figures(fetch("/metrics"))
    assert after["sms_reports_downloads_running"] == 1
    assert after["sms_reports_downloads_total done"] == before["done"] + 1
    assert after["sms_reports_downloads_total failed"] == before["failed"] + 1
    records[2].update("stopped")
    assert transfers.running() == 0


def test_refused_requests_are_counted_by_their_status() -> None:
    async def refuse(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": scope["status"], "headers": []})

    async def ask(scope: dict[str, Any]) -> None:
        async def ignore(_message: Any) -> None:
            return

        await refusal_count.RefusalCount(refuse)(scope, None, ignore)  # type: ignore[arg-type]

    before = refusal_count.counts()
    for scope in ({"type": "http", "status": 403}, {"type": "http", "status": 200}, {"type": "websocket"}):
        asyncio.run(ask(scope))
    after = figures(fetch("/metrics"))
    assert after["sms_reports_refusals_total 403"] == before["403"] + 1
    assert after["sms_reports_refusals_total websocket"] == before["websocket"] + 1
    assert after["sms_reports_refusals_total 401"] == before["401"]


def test_damaged_data_leaves_the_figures_of_the_server(
    fill: Fill, read_given: ReadGiven, district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    fill(settings.load().logs, read_given(EVERY))
    assert figures(fetch("/metrics"))["sms_reports_rows messages"] == 6
    for file in Path(settings.load().logs, "imports", "_delta_log").iterdir():
        file.write_bytes(b"damaged")
    of_server = figures(fetch("/metrics"))
    assert of_server["sms_reports_data_readable"] == 0
    assert of_server["process_resident_memory_bytes"] > 10_000_000


@pytest.fixture
def signed_in(tmp_path: Path, district: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve a district whose people sign in and whose monitor has a token; return the folder of secrets."""
    write_access(district.parent, more=f'metrics_token = "{TOKEN}"\n')
    monkeypatch.setenv("DISTRICT_TOML", str(district))
    return tmp_path


def test_with_a_sign_in_only_an_administrator_or_the_token_reads_them(signed_in: Path) -> None:
    with secrets_in(signed_in):
        administrator, principal, stranger = (cookie(who) for who in (ADMINISTRATOR, PRINCIPAL, STRANGER))
        assert fetch("/metrics", authorization=f"Bearer {TOKEN}").status == 200
        assert fetch("/metrics", cookie=administrator).status == 200
        refused = [
            fetch("/metrics"),
            fetch("/metrics", cookie=principal),
            fetch("/metrics", cookie=stranger),
            fetch("/metrics", authorization=f"Bearer {TOKEN}1"),
            fetch("/metrics", authorization=f"Basic {TOKEN}"),
            fetch("/metrics", authorization="Bearer "),
        ]
    assert [answer.status for answer in refused] == [401, 403, 403, 401, 401, 401]
    assert not any(b"sms_reports_" in answer.content for answer in refused)


def test_without_a_token_in_the_settings_no_token_opens_them(signed_in: Path) -> None:
    write_access(settings.file().parent)
    with secrets_in(signed_in):
        assert {fetch("/metrics", authorization=text).status for text in ("Bearer", "Bearer ", "")} == {401}
