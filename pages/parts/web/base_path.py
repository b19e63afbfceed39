"""The path of a request below the one at which this server is set up (`server.baseUrlPath`)."""

from __future__ import annotations

from starlette.types import Scope
from streamlit import config


def path_below_base(scope: Scope) -> str:
    """Return the path that a request would have on a server without a base path."""
    path: str = scope["path"]
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return path.removeprefix(f"/{base}") if base and path.startswith(f"/{base}/") else path
