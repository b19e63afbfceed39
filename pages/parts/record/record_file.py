"""The entries of a filter as CSV, with the hash of each."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from markupsafe import escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

import queries
from data import csv_writer, record
from data.access import Viewer
from data.words import vocabulary
from data.words.catalog import _
from pages.parts.draw.html import Markup
from pages.parts.filters.url import pairs_of, selection_of
from pages.parts.frame import data_source
from pages.parts.sign_in import doors
from pages.parts.web import answers
from queries import Selection

URL = "/download/record.csv"
FORM = Markup('<form class="sms download" method="get" action="{}">{}<button>{}</button></form>')
HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')


def routes() -> list[Route]:
    """Return the route of this download."""
    return [Route(URL, _download, methods=["GET"])]


def button(selection: Selection) -> Markup:
    """Return a button that downloads the entries of a selection."""
    hidden = Markup("").join(HIDDEN.format(name, escape(value)) for name, value in pairs_of(selection))
    return FORM.format(URL, hidden, _("Download CSV"))


@doors.for_viewer(URL)
async def _download(request: Request, viewer: Viewer) -> Response:
    try:
        selection = selection_of(request.query_params.multi_items())
    except ValueError:
        return answers.sentence(_(answers.UNUSABLE), 400)
    return await run_in_threadpool(_answer, viewer, selection)


def _answer(viewer: Viewer, selection: Selection) -> Response:
    with queries.reading(data_source.shown().uri):
        entries = queries.run("record_totals", viewer, selection)["entries"][0].as_py()
        own = record.write(
            *(viewer, "download", selection.sentence()),
            about="record.csv",
            filters=selection.values(),
            rows=entries,
        )
        rows = _rows(queries.stream("record", viewer, selection), before=own.number)
    names = [name for name, _type in queries.read("record").columns]
    lines = csv_writer.lines(map(vocabulary.column_title, names), rows)
    headers = answers.headers_of_file(_("record.csv"))
    return StreamingResponse(lines, headers=headers, media_type="text/csv; charset=utf-8")


def _rows(batches: Iterator[pa.RecordBatch], before: int) -> Iterator[list[object]]:
    """Yield the cells of each entry before that of this download."""
    for batch in batches:
        for row in batch.to_pylist():
            if row["entry"] < before:
                yield [*(row | {"happened_at": row["happened_at"].isoformat()}).values()]
