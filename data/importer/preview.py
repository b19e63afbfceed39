"""The first rows of a file as an import would store them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa

from data import settings
from data.importer.files import opening
from data.importer.files.csv import split_carefully
from data.importer.order import ImportOrder
from data.importer.recognition import recognize_source
from data.importer.rows import kinds, repeated_columns, staging
from data.importer.rows.run import Run
from data.tables import store

PREVIEW = "select *, fault.why as why from judged order by record"
NOTHING = store.Snapshot("", -1, ())


def preview(order: ImportOrder, rows: int = 5) -> pa.Table:
    """Return the first rows as they will be stored: the columns with a value, and `rejected_because`.

    Raises Problem if the file can't be opened or a needed column is missing.
    """
    known = settings.load()
    with tempfile.TemporaryDirectory(prefix="sms-reports-") as folder:
        work = Path(folder)
        source = opening.open_source(order.path, work)
        recognized = recognize_source(source, order)
        recognized.check(order.file_name)
        source = repeated_columns.unfolded(source, recognized, work)
        kind = recognized.kind
        with staging.database(work, known) as connection:
            connection.execute("set variable as_of = $as_of", {"as_of": order.as_of})
            try:
                staging.stage(connection, source, recognized, rows)
            except duckdb.Error:
                source = split_carefully(source, work)
                staging.stage(connection, source, recognized, rows)
            kinds.RULES[kind].judge(connection, Run(recognized, known, NOTHING))
            judged = connection.sql(PREVIEW).to_arrow_table()
    shown = [name for name in kinds.STORED_AS[kind].names if name in judged.column_names]
    filled = [name for name in shown if judged[name].null_count < judged.num_rows]
    return judged.select([*filled, "why"]).rename_columns([*filled, "rejected_because"])
