"""Switch escaping off in every process that starts with this folder in its PYTHONPATH.

`python -m tests.attack --without-escaping` does. An attack that finds nothing then never finds anything.
"""

from __future__ import annotations

import markupsafe

from data import csv_writer


def _unchanged(text: str) -> str:
    return text


setattr(markupsafe, "_escape_inner", _unchanged)  # noqa: B010 - of Markup.format and of Jinja's templates
setattr(csv_writer, "guarded", _unchanged)  # noqa: B010
