"""The skipped or rejected rows of an import as CSV: line, column and reason, then the file's columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

import queries
from data import csv_writer, record
from data.access import Viewer
from data.importer.files.corrected_rows import ADDED
from data.importer.rows.left_out import REJECTED
from data.words import stored_sentences, vocabulary
from data.words.catalog import N_, _
from pages.parts.frame import data_source
from pages.parts.sign_in import doors
from pages.parts.web import answers

URL = "/download/rows_left_out.csv"
SKIPPED = "set aside"  # the stored kind of a skipped row
UNKNOWN = N_("These rows don't exist, or you can't see them.")


def routes() -> list[Route]:
    """Return the route of these downloads."""
    return [Route(URL, _download, methods=["GET"])]


@doors.for_viewer(URL)
async def _download(request: Request, viewer: Viewer) -> Response:
    parameters = request.query_params
    import_id, kind = parameters.get("import", ""), parameters.get("kind", "")
    return await run_in_threadpool(_answer, viewer, import_id, kind)


def _answer(viewer: Viewer, import_id: str, kind: str) -> Response:
    with queries.reading(data_source.shown().uri):
        imports = queries.run("imports", viewer).to_pylist()
        row = next((row for row in imports if row["import_id"] == import_id), None)
        if row is None or row["undone_at"] or kind not in (SKIPPED, REJECTED):
            return answers.sentence(_(UNKNOWN), 404)
        # Two queries: the header comes first, but the last row may be the one with another column.
        ask = partial(queries.stream, "rows_left_out", viewer, import_id=import_id, kind=kind)
        header = list(dict.fromkeys(name for row in _rows(ask(), kind) for name in row[1]))
        rows = _rows(ask(), kind)  # asked here, since they are sent after this: of the same data
    stem = Path(row["file_name"]).stem
    if kind == REJECTED:
        name = _("rejected rows of {file}.csv", file=stem)
    else:
        name = _("skipped rows of {file}.csv", file=stem)
    rows_in_file = row["rejected"] if kind == REJECTED else row["set_aside"]
    record.write(viewer, "download", about=name, rows=rows_in_file, masked=False)
    cells = ([*added, *(own.get(name) for name in header)] for added, own in rows)
    lines = csv_writer.lines([*map(_, ADDED), *header], cells)
    return StreamingResponse(
        lines, headers=answers.headers_of_file(name), media_type="text/csv; charset=utf-8"
    )


def _rows(
    batches: Iterator[pa.RecordBatch], kind: str
) -> Iterator[tuple[list[str], dict[str, str | None]]]:
    """Yield line, column and reason of each row, and its own cells by column."""
    for batch in batches:
        for row in batch.to_pylist():
            why = row["why"] or ""
            reason = stored_sentences.shown(why) if kind == REJECTED else vocabulary.skipped_title(why)
            yield [str(row["line"] or ""), row["column"] or "", reason], json.loads(row["row"] or "{}")
