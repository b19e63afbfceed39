"""Imports point one way, between the layers and inside them, and each library stays in its place."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import pytest

from tests.house.project import ROOT, below, calls, checked, files, imports, name, tree

# Each may import those before it.
LAYERS = ("data", "queries", "pages.parts", "pages", "dashboard", "tests")
IN_DATA = (
    *("data.errors", "data.words", "data.clock", "data.numbers", "data.settings", "data.access"),
    "data.record",
    *(
        "data.tables",
        "data.engine",
        "data.flyers",
        "data.importer",
        "data.check",
        "data.keeping",
        "data.jobs",
        "data.sample",
    ),
)
IN_PARTS = tuple(
    f"pages.parts.{folder}" for folder in ("draw", "media", "frame", "filters", "notes", "downloads")
)
# Folders of one page; SMS Status has two.
PAGES_OWN = ("look_up", *sorted(file.stem for file in (ROOT / "pages").glob("[!_]*.py")))
# Where a library may be imported.
ONLY_IN = {
    "streamlit": ("dashboard.py", "pages/", "tests/"),
    "plotly": ("pages/parts/", "tests/"),
    "duckdb": ("data/", "tests/"),
    "deltalake": ("data/tables/", "tests/"),
    "babel": ("data/words/", "tests/"),
    "jinja2": ("pages/parts/draw/", "tests/"),
}
HARMLESS_CALLS = {
    "re.compile",
    "Path",
    "date",
    "timedelta",
    "frozenset",
    "tuple",
    "range",
    "dict",
    "set",
    "N_",
}


def _place(module: str, layers: Sequence[str]) -> int | None:
    places = [place for place, layer in enumerate(layers) if f"{module}.".startswith(f"{layer}.")]
    return min(places) if places else None


@pytest.mark.parametrize("layers", [LAYERS, IN_DATA, IN_PARTS], ids=["house", "data", "parts"])
def test_imports_point_one_way(subtests: pytest.Subtests, layers: tuple[str, ...]) -> None:
    for file in files(".py"):
        own = _place(name(file).removesuffix(".py").removesuffix("/__init__").replace("/", "."), layers)
        if own is None:
            continue
        with checked(subtests, name(file)):
            for module in imports(file):
                assert (_place(module, layers) or 0) <= own, (
                    f"{name(file)} imports {module}, which stands above it ({' <- '.join(layers)}). "
                    "Move the shared code down, or pass it as an argument."
                )


def test_shared_parts_import_nothing_of_a_page(subtests: pytest.Subtests) -> None:
    own = tuple(f"pages.parts.{folder}" for folder in PAGES_OWN)
    for file in below(*(folder.replace(".", "/") for folder in IN_PARTS)):
        with checked(subtests, name(file)):
            for module in imports(file):
                assert not module.startswith(own), (
                    f"{name(file)} imports {module}: move what it needs here."
                )


def test_libraries_are_imported_only_where_they_belong(subtests: pytest.Subtests) -> None:
    for file in files(".py"):
        with checked(subtests, name(file)):
            for module in imports(file):
                library = module.split(".")[0]
                assert library != "pandas", f"{name(file)} imports pandas: keep the rows in Arrow tables."
                places = ONLY_IN.get(library, ("",))
                assert name(file).startswith(places), (
                    f"{name(file)} imports {library}, which only {', '.join(places)} may import."
                )


def test_no_arrow_thread_holds_a_python_object_when_the_process_ends() -> None:
    for called, call in calls(ROOT / "data/tables/delta.py"):
        method = called.rsplit(".", 1)[-1]
        named = {keyword.arg for keyword in call.keywords}
        assert method not in {"to_pyarrow_table", "to_pandas"}, "Some commands would abort: use rows."
        assert method != "to_pyarrow_dataset" or "filesystem" in named, "Give it a file system of Arrow's."


def test_importing_a_page_does_nothing(subtests: pytest.Subtests) -> None:
    for file in sorted((ROOT / "pages").glob("*.py")):
        with checked(subtests, name(file)):
            for node in tree(file).body:
                if file.stem == "__main__" and ast.unparse(node).startswith("if __name__ == '__main__':"):
                    continue  # a command, which reads its words and has no visitor
                is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
                is_definition = isinstance(
                    node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
                )
                assert is_docstring or is_definition or _is_constant(node), (
                    f"{name(file)}, line {node.lineno}, does something when it is imported, so a first "
                    "visitor could reach it without signing in. Move it into show(viewer)."
                )


def _is_constant(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    made = [call for call in ast.walk(node.value) if isinstance(call, ast.Call)]
    return all(ast.unparse(call.func) in HARMLESS_CALLS for call in made)
