"""The version of the software: the commit of a checkout, or what a copy says."""

from __future__ import annotations

from pathlib import Path

from data.version import of_checkout

COMMIT = "1f3bcd3a90" + "0" * 30


def git(root: Path, head: str) -> Path:
    """Make the folder of git in a checkout whose HEAD says this; return it."""
    folder = root / ".git"
    folder.mkdir(parents=True)
    (folder / "HEAD").write_text(f"{head}\n", encoding="utf-8")
    return folder


def test_it_is_the_commit_of_the_branch_or_of_a_head_without_one(tmp_path: Path) -> None:
    loose = git(tmp_path / "loose", "ref: refs/heads/main")
    (loose / "refs" / "heads").mkdir(parents=True)
    (loose / "refs" / "heads" / "main").write_text(f"{COMMIT}\n", encoding="utf-8")
    packed = git(tmp_path / "packed", "ref: refs/heads/main")
    (packed / "packed-refs").write_text(
        f"# pack-refs\n{'2' * 40} refs/heads/other\n{COMMIT} refs/heads/main\n", encoding="utf-8"
    )
    git(tmp_path / "detached", COMMIT)
    versions = {of_checkout(tmp_path / name) for name in ("loose", "packed", "detached")}
    assert versions == {"1f3bcd3a90"}


def test_a_work_tree_leads_to_the_branch_of_its_checkout(tmp_path: Path) -> None:
    main = git(tmp_path / "main", "ref: refs/heads/main")
    (main / "refs" / "heads").mkdir(parents=True)
    (main / "refs" / "heads" / "own").write_text(f"{COMMIT}\n", encoding="utf-8")
    (main / "worktrees" / "own").mkdir(parents=True)
    (main / "worktrees" / "own" / "HEAD").write_text("ref: refs/heads/own\n", encoding="utf-8")
    (main / "worktrees" / "own" / "commondir").write_text("../..\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / ".git").write_text(f"gitdir: {main / 'worktrees' / 'own'}\n", encoding="utf-8")
    assert of_checkout(tmp_path / "own") == "1f3bcd3a90"


def test_a_copy_without_git_has_its_version_in_a_file_or_none(tmp_path: Path) -> None:
    assert of_checkout(tmp_path) == ""
    (tmp_path / "VERSION").write_text("2026.11\n", encoding="utf-8")
    assert of_checkout(tmp_path) == "2026.11"
