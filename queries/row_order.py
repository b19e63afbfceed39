"""The order of an answer as columns, so that SQL around a question can sort its rows again.

A select around another one has no order of its own. A question's last `order by` and `limit` therefore move
outside, and what they sort by beside the answer's columns becomes columns too: order_1, order_2 and so on.
"""

from __future__ import annotations

import re
from collections.abc import Collection

WORDS = re.compile(r"(\bcase\b|\bend\b|[(),])")
OPENS, CLOSES = {"case", "("}, {"end", ")"}
DIRECTION = re.compile(r"( desc)?( nulls (first|last))?$")


def moved_outside(sql: str, columns: Collection[str]) -> tuple[str, str, tuple[str, ...]]:
    """Return a question's SQL with columns of its order, the clauses that sort by them, and their names.

    `columns` are those of the answer. The last select, from, order by and limit begin their lines. A
    question of one row has no order.
    """
    body, separator, rest = sql.rpartition("\norder by")
    if not separator:
        return sql, "", ()
    keys, limit_word, limit = rest.partition("\nlimit")
    added: dict[str, str] = {}
    sorts = []
    for key in _split(keys):
        name = DIRECTION.sub("", key)
        direction = key.removeprefix(name)
        if name.strip('"') not in columns:
            value, name = name, f"order_{len(added) + 1}"
            added[name] = f",\n    {value} as {name}"
        sorts.append(f"{name}{direction}")
    last_select = max(body.rfind("\nselect"), 0)
    end = body.index("\nfrom", last_select)
    rows = f"{body[:end]}{''.join(added.values())}{body[end:]}"
    return rows, f"\norder by {', '.join(sorts)}{limit_word}{limit}", tuple(added)


def _split(keys: str) -> list[str]:
    """Return what is between the commas that are neither in parentheses nor in a case."""
    parts, depth = [""], 0
    for word in WORDS.split(keys):
        depth += (word in OPENS) - (word in CLOSES)
        if word == "," and not depth:
            parts.append("")
        else:
            parts[-1] += word
    return [part.strip() for part in parts]
