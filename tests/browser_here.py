"""Make sure that there is a Chromium for the browser tests: the system's own, or install it.

Prints what it does; ends with a sentence and status 1 where none can be had.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALLERS = (
    ("apt-get", ["apt-get", "install", "-y", "-q", "chromium"]),
    ("dnf", ["dnf", "install", "-y", "-q", "chromium"]),
    ("pacman", ["pacman", "-S", "--noconfirm", "chromium"]),
    ("brew", ["brew", "install", "--cask", "chromium"]),
)


def browser() -> str | None:
    """The path of a Chromium: $CHROMIUM, or the first that the system has."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    if browser():
        return 0
    for name, command in INSTALLERS:
        if not shutil.which(name):
            continue
        as_root = [] if name == "brew" or os.geteuid() == 0 else ["sudo", "-n"]
        print(f"The browser tests need Chromium: {' '.join([*as_root, *command])}")
        if name == "apt-get":
            subprocess.run([*as_root, "apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run([*as_root, *command], check=False, stdout=subprocess.DEVNULL)
        if browser():
            return 0
    print(
        "The browser tests need Chromium, and it could not be installed here. Install it with the system's "
        "package manager, or let CHROMIUM name a Chromium or Chrome.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
