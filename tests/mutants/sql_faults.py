"""Errors planted in SQL: one changed word, sign or number of a statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import sqlglot
from sqlglot import TokenType

from tests.mutants import sql_harmless

CHANGED = {
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
    "=": "<>",
    "<>": "=",
    "+": "-",
    "or": "and",
    "desc": "asc",
    "inner": "left",
    "left": "inner",
    "min": "max",
    "max": "min",
    "max_by": "min_by",
    "min_by": "max_by",
    "greatest": "least",
    "least": "greatest",
    "bool_or": "bool_and",
    "bool_and": "bool_or",
    "lag": "lead",
    "lead": "lag",
    "sum": "max",
    "not": "",
    "distinct": "",
    "union all": "union",
    "true": "false",
    "false": "true",
}


def faulty_versions(source: str) -> Iterator[tuple[str, str, range]]:
    """Return every faulty version of a text of SQL, a line that says what was changed, and where."""
    tokens = sqlglot.tokenize(source, read="duckdb")
    for place, token in enumerate(tokens):
        changed = _changed(tokens, place)
        if changed is None or sql_harmless.is_harmless(source, tokens, place):
            continue
        version = source[: token.start] + changed + source[token.end + 1 :]
        if _is_sql(version):
            line = source.count("\n", 0, token.start)
            change = f"line {line + 1}: {source.splitlines()[line].strip()} → {changed or 'nothing'}"
            yield version, change, range(line + 1, line + 2)


def _is_sql(text: str) -> bool:
    """Return whether DuckDB can parse a text: any test at all would notice one that it can't."""
    try:
        duckdb.extract_statements(text)
    except duckdb.Error:
        return False
    return True


def _changed(tokens: list[Any], place: int) -> str | None:
    """Return what a token becomes; None where it stays."""
    token = tokens[place]
    if token.token_type == TokenType.NUMBER:
        return str(int(token.text) + 1) if token.text.isdecimal() else None
    if token.token_type == TokenType.STRING:
        return None
    if token.token_type == TokenType.AND:
        return None if _closes_between(tokens[:place]) else "or"
    return CHANGED.get(token.text.lower())


def _closes_between(before: list[Any]) -> bool:
    """Return whether the next `and` belongs to a `between`."""
    for token in reversed(before):
        if token.token_type in {TokenType.AND, TokenType.OR, TokenType.WHERE, TokenType.ON}:
            return False
        if token.token_type == TokenType.BETWEEN:
            return True
    return False
