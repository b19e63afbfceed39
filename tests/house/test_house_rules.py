"""What a reviewer should not have to remember. Each message says what to do."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

import queries
from data.settings import DEFAULT_FILE, Settings
from data.words import vocabulary
from pages.parts import downloads

ROOT = Path(__file__).parents[2]
LAYERS = ("data", "queries", "pages.parts", "pages", "dashboard", "tests")  # each may use those before it
ONLY_IN = {  # a library of the outside: where it may be imported
    "streamlit": ("dashboard.py", "pages/", "tests/"),
    "plotly": ("pages/parts/", "tests/"),
    "duckdb": ("data/", "tests/"),
    "deltalake": ("data/tables/delta.py", "data/tables/store.py", "data/tables/upkeep.py", "tests/"),
}
# Asked on the command line; pages ask for all of it at once, and compare by what was not delivered.
FOR_SCRIPTS = {"result_totals", "part_totals", "results_by_broadcast"}
FILE_LINES, FUNCTION_LINES = 250, 40
HARMLESS_CALLS = {"re.compile", "Path", "date", "timedelta", "frozenset", "tuple", "range", "dict", "set"}
SINGLE_WORDS = re.compile(r"""(["'])(Sent|Sending)\1""")
LOOKS_LIKE_A_NUMBER = re.compile(
    r"(?<![\w.-])(?:\+?1[-. ]?)?\(?([2-9]\d{2})\)?[-. ]{0,2}([2-9]\d{2})[-. ]?(\d{4})(?![\w-])"
)
FILES = tuple(
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    if (ROOT / name).is_file()
)


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _with_ending(*endings: str) -> list[Path]:
    return [file for file in FILES if file.suffix in endings]


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _imports(file: Path) -> Iterator[str]:
    """The modules that a file imports, also inside functions; `from a import b` is a and a.b."""
    package = _name(file).removesuffix(".py").split("/")[:-1]
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _layer(module: str) -> int | None:
    found = [place for place, layer in enumerate(LAYERS) if f"{module}.".startswith(f"{layer}.")]
    return min(found) if found else None


@pytest.mark.parametrize("file", _with_ending(".py"), ids=_name)
def test_imports_point_one_way(file: Path) -> None:
    own = _layer(_name(file).removesuffix(".py").replace("/", "."))
    for module in _imports(file):
        layer = _layer(module)
        assert own is None or layer is None or layer <= own, (
            f"{_name(file)} imports {module}, which stands above it ({' <- '.join(LAYERS)}). "
            "Move the shared code down, or hand it over as an argument."
        )


@pytest.mark.parametrize("file", [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")], ids=_name)
def test_downloads_are_used_by_what_their_folder_names(file: Path) -> None:
    folder = downloads.__name__
    if _name(file).startswith(f"{folder.replace('.', '/')}/"):
        return
    named = {folder, *(f"{folder}.{name}" for name in downloads.__all__)}
    for module in _imports(file):
        assert not module.startswith(folder) or module in named, (
            f"{_name(file)} imports {module}: use what __init__.py of the folder names, or name it there."
        )


@pytest.mark.parametrize("file", _with_ending(".py"), ids=_name)
def test_a_library_is_imported_only_where_it_belongs(file: Path) -> None:
    for module in _imports(file):
        library = module.split(".")[0]
        assert library != "pandas", f"{_name(file)} imports pandas: keep the rows in Arrow tables."
        places = ONLY_IN.get(library, ("",))
        assert _name(file).startswith(places), (
            f"{_name(file)} imports {library}, which only {', '.join(places)} may: put what needs it there."
        )


def test_no_thread_of_arrow_holds_a_python_object_when_the_process_ends() -> None:
    for call in (
        node for node in ast.walk(_tree(ROOT / "data/tables/delta.py")) if isinstance(node, ast.Call)
    ):
        called = ast.unparse(call.func).rsplit(".", 1)[-1]
        named = {keyword.arg for keyword in call.keywords}
        assert called not in {"to_pyarrow_table", "to_pandas"}, "Some commands would abort: use rows."
        assert called != "to_pyarrow_dataset" or "filesystem" in named, "Give it a file system of Arrow's."


@pytest.mark.parametrize("file", sorted((ROOT / "pages").glob("*.py")), ids=_name)
def test_importing_a_page_does_nothing(file: Path) -> None:
    if file.name == "__main__.py":
        return
    for node in _tree(file).body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_definition = isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
        assert is_docstring or is_definition or _is_constant(node), (
            f"{_name(file)}, line {node.lineno}, does something when it is imported, so a first visitor "
            "could meet it without the sign-in. Move it into show(viewer)."
        )


def _is_constant(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    calls = [call for call in ast.walk(node.value) if isinstance(call, ast.Call)]
    return all(ast.unparse(call.func) in HARMLESS_CALLS for call in calls)


@pytest.mark.parametrize("name", sorted(set(queries.names()) - FOR_SCRIPTS))
def test_a_question_is_asked_by_some_page(name: str) -> None:
    spelled = {
        node.value
        for file in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Constant)
    }
    assert name in spelled, f"No page asks '{name}': use it in one, or remove queries/{name}.sql."


def test_pages_ask_only_questions_that_there_are() -> None:
    for file in (ROOT / "pages").rglob("*.py"):
        for call in ast.walk(_tree(file)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in (
                *("run", "queries.run", "stream", "queries.stream", "queries.read"),
            ):
                asked = call.args[0] if call.args else None
                assert not isinstance(asked, ast.Constant) or asked.value in queries.names(), (
                    f"{_name(file)}, line {call.lineno}, asks {ast.unparse(call)}: there is no such one."
                )


@pytest.mark.parametrize("file", _with_ending(".py", ".sql", ".toml", ".css", ".js"), ids=_name)
def test_a_file_can_be_read_in_one_sitting(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= FILE_LINES, f"{_name(file)} has {lines} lines: give one of its ideas a file of its own."


@pytest.mark.parametrize("file", _with_ending(".py"), ids=_name)
def test_a_function_can_be_seen_at_once(file: Path) -> None:
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES, (
                f"{_name(file)}: {node.name} has {lines} lines. Give a part of it a name of its own."
            )


def test_modules_are_named_for_an_idea() -> None:
    for file in _with_ending(".py"):
        drawers = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
        assert not drawers & set(_name(file).removesuffix(".py").split("/")), (
            f"{_name(file)}: put each helper into the file of the idea that it helps."
        )


def test_one_file_spells_the_results_and_the_statuses() -> None:
    names = [known.name for known in vocabulary.RESULTS] + [known.name for known in vocabulary.STATUSES]
    spaced = [name for name in names if " " in name]
    for file in _with_ending(".py", ".sql", ".toml"):
        if _name(file).startswith("tests/") or _name(file) == "data/words/vocabulary.toml":
            continue
        text = file.read_text(encoding="utf-8")
        found = [name for name in spaced if name in text]
        if file.suffix in (".py", ".sql"):  # a provider's columns may well be called “Sent”
            found += [match[0] for match in SINGLE_WORDS.finditer(text)]
        assert not found, (
            f"{_name(file)} spells {', '.join(found)}: take it from data.vocabulary, or join results or "
            "statuses in SQL."
        )


def test_no_phone_number_is_anybodys() -> None:
    for file, text in _texts():
        for found in LOOKS_LIKE_A_NUMBER.finditer(text):
            assert found[2] == "555" and found[3].startswith("01"), (  # noqa: PT018 - one rule
                f"{_name(file)} holds {found[0]!r}: invent numbers as NXX-555-0100 to NXX-555-0199 only."
            )


def test_no_file_names_a_place_on_one_machine() -> None:
    for file, text in _texts():
        for place in ("work", "root"):
            found = re.search(rf"(?<![\w./:])/{place}/\S*", text)
            assert not found, f"{_name(file)} names {found and found[0]}: write paths as a reader has them."


def _texts() -> Iterator[tuple[Path, str]]:
    for file in FILES:
        content = file.read_bytes()
        if b"\0" not in content:
            yield file, content.decode("utf-8")


def test_every_setting_stands_in_the_projects_own_file() -> None:
    given = tomllib.loads(DEFAULT_FILE.read_text(encoding="utf-8"))
    missing = [field.name for field in fields(Settings) if field.name not in given]
    assert not missing, f"data/district.toml lacks {missing}: add each with its default and a comment."


@pytest.mark.parametrize(
    "name",
    [
        *queries.names(),
        *(file.stem for file in (ROOT / "pages").glob("[!_]*.py")),
        *(field.name for field in fields(Settings)),
    ],
)
def test_the_readme_names_every_question_page_and_setting(name: str) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    words = rf"\b({name}|{name.replace('_', ' ')})\b"
    assert re.search(words, text, re.IGNORECASE), (
        f"README.md does not tell of `{name}`: add a line about it."
    )
