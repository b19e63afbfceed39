"""A Spark Connect server on this machine, with two executors in processes of their own.

It ends with whoever started it, even if that is killed, and its executors end with it.
`python -m tests.spark.server COMMAND` runs a command beside one, whose address is in $SPARK_SERVER then.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyspark

EXECUTORS = 2
PATIENCE = 120  # seconds; a busy machine may be slow
PARENT_ENDS = 1  # PR_SET_PDEATHSIG: the signal that a process gets when its parent ends
SETTINGS = {
    "spark.master": f"local-cluster[{EXECUTORS},1,1024]",  # each with one core and 1 GiB
    "spark.ui.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.executor.memory": "1g",
    "spark.connect.grpc.binding.address": "127.0.0.1",
    # Of ten rows, more tasks take longer to start than to work, and so does code that is compiled.
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.leafNodeDefaultParallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
}


@dataclass(frozen=True)
class SparkServer:
    """A running server: its port on this machine, and its process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """The address that a district sets as its engine."""
        return f"sc://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self.process.kill()
        self.process.wait()

    def kill_executors(self) -> int:
        """End all executors at once, which Spark starts again; return how many there were."""
        own = [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if self._has_executor(folder)]
        for executor in own:
            os.kill(executor, signal.SIGKILL)
        return len(own)

    def _has_executor(self, process: Path) -> bool:
        with suppress(OSError):
            _name, _bracket, rest = (process / "stat").read_text().rpartition(") ")
            is_own = int(rest.split()[1]) == self.process.pid  # its parent
            return is_own and b"ExecutorBackend" in (process / "cmdline").read_bytes()
        return False


@contextmanager
def spark_server(port: int = 0, settings: Mapping[str, str] | None = None) -> Iterator[SparkServer]:
    """Start a server, on a free port unless one is stated, and end it afterwards.

    `settings` are Spark's, for other work than that of tests.
    """
    port = port or _free_port()
    home = Path(tempfile.mkdtemp(prefix="spark-"))
    (home / "own").mkdir()
    try:
        every = {
            **SETTINGS,
            **(settings or {}),
            "spark.connect.grpc.binding.port": str(port),
            "spark.local.dir": str(home / "local"),
            "spark.sql.warehouse.dir": str(home / "warehouse"),
        }
        with (home / "output.txt").open("wb") as output:
            server = SparkServer(port, _start(home, every, output.fileno()))
            try:
                _wait(server, home / "output.txt")
                yield server
            finally:
                server.process.terminate()
                with suppress(subprocess.TimeoutExpired):
                    server.process.wait(20)
                server.kill()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(home: Path, settings: dict[str, str], output: int) -> subprocess.Popen[bytes]:
    """Start the server from the package, with `home` as its Spark home, where its executors' files lie."""
    package = Path(pyspark.__file__).parent
    for name in ("bin", "jars"):
        (home / name).symlink_to(package / name)
    options = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    name = "org.apache.spark.sql.connect.service.SparkConnectServer"
    own_options = os.environ.get("JAVA_TOOL_OPTIONS", "")
    return subprocess.Popen(
        [home / "bin" / "spark-submit", "--class", name, *options, "spark-internal"],
        env={
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "JAVA_TOOL_OPTIONS": f"{own_options} -Djava.io.tmpdir={home / 'own'}",
        },
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - no other thread has a lock that it takes
    )


def _end_with_parent() -> None:
    with suppress(OSError, AttributeError):  # Linux has it
        ctypes.CDLL(None).prctl(PARENT_ENDS, signal.SIGKILL)


def _wait(server: SparkServer, output: Path) -> None:
    """Wait until it listens, which it does once its executors were asked for."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
            return
        time.sleep(0.2)
    raise AssertionError(f"Spark's server didn't start:\n{output.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    with spark_server() as beside:
        ended = subprocess.run(
            sys.argv[1:], env={**os.environ, "SPARK_SERVER": beside.address}, check=False
        )
    sys.exit(ended.returncode)
