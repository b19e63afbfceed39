"""Make sure that there is a Java for Spark's server: the system's own, or install it.

Prints what it does; ends with a sentence and status 1 where none can be had.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

APT = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]
INSTALLERS = (
    ("apt-get", [*APT, "openjdk-17-jre-headless"]),
    ("apt-get", [*APT, "openjdk-21-jre-headless"]),  # a newer system has no 17
    ("dnf", ["dnf", "install", "-y", "-q", "java-17-openjdk-headless"]),
    ("pacman", ["pacman", "-S", "--noconfirm", "jre17-openjdk-headless"]),
    ("brew", ["brew", "install", "openjdk@17"]),
)


def java() -> str | None:
    """The path of a Java: that of $JAVA_HOME, or the first that the system has."""
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else shutil.which("java")


def main() -> int:
    if java():
        return 0
    for name, command in INSTALLERS:
        if not shutil.which(name):
            continue
        as_root = [] if name == "brew" or os.geteuid() == 0 else ["sudo", "-n"]
        print(f"Spark's server needs Java: {' '.join([*as_root, *command])}")
        if name == "apt-get":
            subprocess.run([*as_root, "apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run([*as_root, *command], check=False, stdout=subprocess.DEVNULL)
        if java():
            return 0
    print(
        "Spark's server needs Java 17 or newer, and it could not be installed here. Install it with the "
        "system's package manager, or let JAVA_HOME name one.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
