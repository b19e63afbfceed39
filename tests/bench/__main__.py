"""Measure everything: `python -m tests.bench` (see its --help). Machines differ, ratios less."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import district_logs, earlier_figures, machine, options, speed_page
from tests.bench.answers import (
    broadcasts,
    clients,
    consent,
    contacts,
    downloads,
    lists,
    numbers,
    questions,
    scale,
    version,
    why,
)
from tests.bench.district_logs import Shape
from tests.bench.importing import day_of_texts, imports, nightly_imports, service_logs
from tests.bench.options import Options
from tests.bench.peers import measure as peers
from tests.bench.peers.questions import ZONE
from tests.bench.report import Report
from tests.bench.serving import (
    cold_start,
    crowds,
    filter_changes,
    first_load,
    pages,
    pages_during_import,
    profile,
    server_work,
)


def main() -> None:
    """Measure what is selected, at every size, and write the page of it if that is wanted."""
    selected = options.read()
    report = Report(selected.results, machine.description())
    if selected.add and selected.results.exists():
        report.add_earlier()
    elif selected.add:
        earlier_figures.add(report)
    try:
        _measure(report, selected)
    finally:  # what ends early has figures, too
        if selected.write:
            speed_page.write(report)


def _measure(report: Report, selected: Options) -> None:
    shapes = [_shape(selected, rows) for rows in selected.rows]
    if selected.measures("files"):
        _measure_files(report, selected.log_rows)
    if selected.measures("nights"):
        with _district() as (folder, _environment):
            nightly_imports.measure(report, selected.nights, folder)
    if {*selected.only} - {"files", "nights", "sizes", "soak"}:
        for shape in shapes:
            _measure_district(report, selected, shape)
    if selected.measures("sizes") and len(shapes) > 1:
        with _district() as (folder, _environment):
            small, large = ((shape.rows, district_logs.kept(shape)) for shape in (shapes[0], shapes[-1]))
            filter_changes.compare(report, small, large, folder)
    if selected.measures("soak") and selected.soak:
        logs = _kept(shapes[-1])
        with _district(logs) as (folder, _environment):
            crowds.soak(report, shapes[-1], logs, folder, selected.soak)


def _shape(selected: Options, rows: int) -> Shape:
    return Shape(rows, selected.imports, selected.schools, selected.months, selected.broadcasts)


def _measure_files(report: Report, rows: int) -> None:
    """Measure one log: its imports, the questions to it, and its downloads."""
    with _district() as (folder, environment):
        logs = folder / "logs"
        service_logs.measure(report, folder, 2 * rows, environment, logs)
        imports.measure(report, folder, rows, environment, logs)
        questions.measure(report)
        downloads.measure(report, folder, logs)


def _measure_district(report: Report, selected: Options, shape: Shape) -> None:
    """Measure a district of that shape: first what only reads, where it is, and then what writes."""
    logs = _kept(shape)
    with _district(logs) as (folder, _environment):
        _measure_questions(report, selected, shape, logs)
        if selected.measures("scale"):
            scale.measure(report, shape, logs, folder)
        _measure_pages(report, selected, shape, (logs, folder))
        if selected.measures("clients"):
            clients.measure(report, shape, selected.client_seconds)
        if selected.measures("peers"):
            largest = max((rows for rows in selected.rows if rows <= selected.peers_at), default=0)
            peers.measure(report, shape, everything=shape.rows == largest)
    if selected.measures("day"):
        with _district() as (folder, environment):
            copy = district_logs.linked(logs, folder / "logs")
            day_of_texts.measure(report, shape, copy, environment)
            report.begin(pages_during_import.PART, shape.rows)
            pages_during_import.measure(report, folder, 2 * selected.log_rows // 5, environment, copy)


def _measure_questions(report: Report, selected: Options, shape: Shape, logs: Path) -> None:
    if selected.measures("version"):
        version.measure(report, shape, logs)
    if selected.measures("lists"):
        lists.measure(report, shape)
    if selected.measures("why"):
        why.measure(report, shape)
    if selected.measures("broadcasts"):
        broadcasts.measure(report, shape)
    if selected.measures("contacts"):
        contacts.measure(report, shape)
    if selected.measures("numbers"):
        numbers.measure(report, shape)
        consent.measure(report, shape)


def _measure_pages(report: Report, selected: Options, shape: Shape, places: tuple[Path, Path]) -> None:
    logs, folder = places
    if selected.measures("work"):
        few_imports = shape.rows == selected.rows[0] and shape.imports > server_work.FEW_IMPORTS
        server_work.measure(report, shape, logs, folder, few_imports=few_imports)
    if selected.measures("profile"):
        profile.measure(report, shape, logs, folder)
    if selected.measures("cold"):
        cold_start.measure(report, shape, logs, folder)
    if selected.measures("pages"):
        pages.measure(report, shape.rows, logs, folder)
        first_load.measure(report, shape.rows, logs, folder)
        filter_changes.measure(report, shape, logs, folder)
    if selected.measures("people"):
        crowds.measure(report, shape, logs, folder)


def _kept(shape: Shape) -> Path:
    with _district():
        return district_logs.kept(shape)


@contextmanager
def _district(logs: Path | None = None) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield a folder that is deleted afterwards, and the environment of a district in it, which is set."""
    with tempfile.TemporaryDirectory(prefix="sms-reports-bench-") as temporary:
        folder = Path(temporary)
        settings = folder / "own.toml"
        lines = {
            "logs": logs or folder / "logs",
            "record": folder / "record",
            "timezone": ZONE,
        }
        text = "".join(f'{name} = "{value}"\n' for name, value in lines.items())
        settings.write_text(text, encoding="utf-8")
        environment = {"DISTRICT_TOML": str(settings), "XDG_DATA_HOME": str(folder / "own")}
        os.environ.update(environment)
        yield folder, environment


if __name__ == "__main__":
    main()
