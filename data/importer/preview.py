"""The first rows of a file as an import would store them."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from data import settings
from data.importer.files.sources import Source
from data.importer.opened_file import OpenedFile, opened
from data.importer.order import ImportOrder
from data.importer.recognition import recognize_source
from data.importer.recognize import own_formats
from data.importer.recognize.columns import Recognized
from data.importer.rows import kinds, repeated_columns, staging
from data.importer.rows.database import database, set_variables, sql
from data.importer.rows.ids import number_lists
from data.importer.rows.run import Run
from data.tables import store

NOTHING_STORED = store.Snapshot("", -1, ())


def preview(order: ImportOrder, rows: int = 5) -> pa.Table:
    """Return the first rows as they will be stored: the columns with a value, and `rejected_because`.

    Raises Problem if the file can't be opened or a needed column is missing.
    """
    with own_formats.including(order.format_file), opened(order) as file:
        recognized = recognize_source(file.source, order)
        recognized.check(order.file_name)
        source = repeated_columns.unfold(file.source, recognized, file.work)
        judged = _judged(file, source, recognized, order, rows)
    names = [name for name in kinds.STORED_AS[recognized.kind].names if name in judged.column_names]
    filled = [name for name in names if judged[name].null_count < judged.num_rows]
    return judged.select([*filled, "why"]).rename_columns([*filled, "rejected_because"])


def _judged(
    file: OpenedFile, source: Source, recognized: Recognized, order: ImportOrder, rows: int
) -> pa.Table:
    """Return the first rows of a source judged, each number of a list as a row."""
    current = settings.load()
    lists = file.work / number_lists.FILE
    with database(file.work, current) as connection:
        set_variables(connection, {"as_of": order.as_of})
        try:
            staging.stage(connection, source, recognized, rows)
        except duckdb.Error:
            source = file.split_carefully(source)
            staging.stage(connection, source, recognized, rows)
        kinds.RULES[recognized.kind].judge(connection, Run(recognized, current, NOTHING_STORED))
        if not number_lists.keep(connection, lists):
            return connection.sql(sql("staging", "first_rows")).to_arrow_table()
    careful = source if source.careful else file.split_carefully(source)
    unfolded = repeated_columns.unfold_lists(careful, recognized, lists)
    return _judged(file, unfolded, recognized, order, rows)
