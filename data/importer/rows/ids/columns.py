"""What the first records show about a file's ids and times: rounded ids, and times without seconds."""

from __future__ import annotations

import duckdb

from data import engine
from data.importer.recognize.columns import Recognized
from data.importer.rows.database import set_lists, set_map, set_variables, sql

IDS = ("message_id", "broadcast_id", "contact_id", "student_id", "household_id")


def look_at(connection: duckdb.DuckDBPyConnection, recognized: Recognized) -> None:
    """Set the variables that real_id and the matching of texts read, and make the table `id_columns`.

    Reads the table first_records.
    """
    fields = [field for field in IDS if field in recognized.columns]
    connection.execute(sql("ids/columns", "create"))
    if not {*fields, "requested_at"} & {*recognized.columns}:
        set_lists(connection, {"rounded_ids": [], "row_numbers": []})
        return
    for field in fields:
        # One of this project's own names; the cells of a column can't be a parameter.
        connection.execute(sql("ids/columns", "look_at").replace("message_id", field), {"field": field})
    rounded = sql("ids/columns", "rounded")
    numbered = sql("ids/columns", "row_numbers")
    set_lists(
        connection,
        {
            "rounded_ids": [row[0] for row in connection.execute(rounded).fetchall()],
            "row_numbers": [row[0] for row in connection.execute(numbered).fetchall()],
        },
    )
    set_map(connection, "starts_of_ids", dict(connection.execute(sql("ids/columns", "starts")).fetchall()))
    if "requested_at" in recognized.columns:
        (row,) = engine.answer(connection, sql("ids/columns", "times")).to_pylist()
        set_variables(connection, row)
