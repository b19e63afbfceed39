"""The path of a request below the one at which this server is set up (`server.baseUrlPath`)."""

from __future__ import annotations

from starlette.types import Scope
from streamlit import config


def base_path() -> str:
    """Return the path at which this server is set up, such as "/reports"; nothing at the root."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def path_below_base(scope: Scope) -> str:
    """Return the path that a request would have on a server without a base path."""
    path: str = scope["path"]
    for base in (str(scope.get("root_path") or "").rstrip("/"), base_path()):  # as routes see it, then ours
        path = path.removeprefix(base) if base and path.startswith(f"{base}/") else path
    return path
