"""The rows that an import left out, as a CSV file: line, column and why, then the file's own columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

import queries
from data.access import Viewer
from data.engine import csv_answers
from data.errors import Problem
from data.importer.rows.left_out import ADDED, REJECTED
from pages.parts.draw import formatting
from pages.parts.frame import data_source, errors

ADDRESS = "/download/rows_left_out.csv"
SET_ASIDE = "set aside"
UNKNOWN = "There is no such list of rows, or it is not yours to see."


def button(import_id: str, kind: str, rows: int) -> str:
    """A form, as HTML, by which the browser fetches the rows of one kind that an import left out."""
    asked = {"import": import_id, "kind": kind}
    inputs = "".join(
        f'<input type="hidden" name="{key}" value="{escape(it)}">' for key, it in asked.items()
    )
    what = f"Download {formatting.count(rows)} {kind} (CSV)"
    return f'<form method="get" action="{ADDRESS}">{inputs}<button>{escape(what)}</button></form>'


def routes() -> list[Route]:
    """The address of these downloads."""
    return [Route(ADDRESS, _download, methods=["GET"])]


async def _download(request: Request) -> Response:
    asked = request.query_params
    import_id, kind = asked.get("import", ""), asked.get("kind", "")
    try:
        return await run_in_threadpool(_answer, Viewer(), import_id, kind)
    except Problem as problem:
        return _refusal(str(problem), 503)
    except Exception as fault:  # noqa: BLE001 - its text may hold a number, so it goes no further
        errors.log_unexpected(fault)
        return _refusal("The file could not be made; the server's log has the place of the fault.", 500)


def _answer(viewer: Viewer, import_id: str, kind: str) -> Response:
    with queries.reading(data_source.shown().uri):
        imports = queries.run("imports", viewer).to_pylist()
        found = next((row for row in imports if row["import_id"] == import_id), None)
        if found is None or found["undone_at"] or kind not in (SET_ASIDE, REJECTED):
            return _refusal(UNKNOWN, 404)
        if not viewer.sees_everything:
            return _refusal(UNKNOWN, 403)
        # Asked twice: the names of the columns stand before the first row, and may come with the last one.
        header = list(dict.fromkeys(name for row in _rows(viewer, import_id, kind) for name in row[1]))
        rows = _rows(viewer, import_id, kind)
    what = "rejected rows" if kind == REJECTED else "rows set aside"
    name = quote(f"{what} of {Path(found['file_name']).stem}.csv")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    # What is mended and taken in again has to be exact; what was set aside is only read.
    lines = _lines(header, rows, is_exact=kind == REJECTED)
    return StreamingResponse(lines, headers=headers, media_type="text/csv; charset=utf-8")


def _rows(viewer: Viewer, import_id: str, kind: str) -> Iterator[tuple[list[str], dict[str, str | None]]]:
    """Each row left out: line, column and why, and its own cells by their column."""
    for batch in queries.stream("rows_left_out", viewer, import_id=import_id, kind=kind):
        for row in batch.to_pylist():
            told = [str(row[name] or "") for name in ("line", "column", "why")]
            yield told, json.loads(row["row"] or "{}")


def _lines(
    header: list[str], rows: Iterator[tuple[list[str], dict[str, str | None]]], *, is_exact: bool
) -> Iterator[str]:
    held = io.StringIO()
    writer = csv.writer(held)
    # Without its mark, Excel takes UTF-8 for an old code page.
    held.write("\ufeff")
    writer.writerow([*ADDED, *header])
    for told, cells in rows:
        values = [*told, *(cells.get(name) or "" for name in header)]
        writer.writerow(values if is_exact else map(csv_answers.harmless, values))
        yield held.getvalue()
        held.seek(0)
        held.truncate()
    yield held.getvalue()


def _refusal(told: str, code: int) -> Response:
    return PlainTextResponse(told, code, headers={"Cache-Control": "no-store"})
