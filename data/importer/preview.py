"""The first rows of a file as an import would store them."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from data import settings
from data.importer.opened_file import opened
from data.importer.order import ImportOrder
from data.importer.recognition import recognize_source
from data.importer.recognize import own_formats
from data.importer.rows import kinds, repeated_columns, staging
from data.importer.rows.database import database, set_variables, sql
from data.importer.rows.run import Run
from data.tables import store

NOTHING_STORED = store.Snapshot("", -1, ())


def preview(order: ImportOrder, rows: int = 5) -> pa.Table:
    """Return the first rows as they will be stored: the columns with a value, and `rejected_because`.

    Raises Problem if the file can't be opened or a needed column is missing.
    """
    current = settings.load()
    with own_formats.including(order.format_file), opened(order) as file:
        recognized = recognize_source(file.source, order)
        recognized.check(order.file_name)
        source = repeated_columns.unfold(file.source, recognized, file.work)
        with database(file.work, current) as connection:
            set_variables(connection, {"as_of": order.as_of})
            try:
                staging.stage(connection, source, recognized, rows)
            except duckdb.Error:
                staging.stage(connection, file.split_carefully(source), recognized, rows)
            kinds.RULES[recognized.kind].judge(connection, Run(recognized, current, NOTHING_STORED))
            judged = connection.sql(sql("staging", "first_rows")).to_arrow_table()
    names = [name for name in kinds.STORED_AS[recognized.kind].names if name in judged.column_names]
    filled = [name for name in names if judged[name].null_count < judged.num_rows]
    return judged.select([*filled, "why"]).rename_columns([*filled, "rejected_because"])
