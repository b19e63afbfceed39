"""The connection to a Spark Connect server: opened when first needed, and again after it was lost."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import grpc
from pyspark.errors import PySparkException
from pyspark.errors.exceptions.connect import SparkConnectGrpcException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.client.retries import DefaultPolicy
from pyspark.sql.connect.session import SparkSession

from data.engine.interruption import watched
from data.errors import Problem
from data.words.catalog import _

RETRIES = 4  # of a call that the server doesn't answer: 50, 200, 800 and 3,200 ms later
# Of one connection to a server, another one learns nothing: each looks for itself whether it is back.
CHANNEL = [("grpc.use_local_subchannel_pool", 1)]
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # what overflows is an error, as in DuckDB
    "spark.sql.connect.serverStacktrace.enabled": "false",
    "spark.sql.pyspark.jvmStacktrace.enabled": "false",
}
# The server knows nothing of this session anymore, or a part of its tables went with an executor.
FORGOTTEN = ("INVALID_HANDLE", "SESSION_CHANGED", "NO_ACTIVE_SESSION", "CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND")
_tags = itertools.count(1)
for _name in ("SQLQueryContextLogger", "pyspark.sql.connect.client.logging", "pyspark.sql.connect.logging"):
    logging.getLogger(_name).disabled = True  # they would print values of questions


class Lost(Exception):
    """The server is gone, or has forgotten the session."""


@dataclass
class Connection:
    """One session of a server, and the names of the tables that it has."""

    spark: SparkSession
    tables: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def drop(self, steps: Iterable[str]) -> None:
        """Let the executors forget the results of steps, as far as the server answers."""
        for step in steps:
            with suppress(PySparkException, grpc.RpcError):
                self.spark.catalog.dropTempView(step)


class Session:
    """A session of the server at an address, which is connected again if it was lost."""

    def __init__(self, address: str) -> None:
        """Connect later: a question that doesn't need the server isn't stopped by its absence."""
        self._address = address
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Yield the connection for one question, which is interrupted if its asker leaves.

        Raises Problem if there is no server or it can't answer, and Lost if it is gone meanwhile.
        """
        connection = self._connected()
        spark, tag = connection.spark, f"question-{next(_tags)}"
        try:
            spark.addTag(tag)
            # What a step returns belongs to the session that is the thread's own, says Spark's client.
            SparkSession._active_session.session = spark  # noqa: SLF001
            with watched(lambda: spark.interruptTag(tag)):
                yield connection
        except (PySparkException, grpc.RpcError) as error:
            if is_lost(error):
                self.forget(connection)
                raise Lost from None
            raise unanswered(error) from None
        finally:
            spark.removeTag(tag)

    def forget(self, connection: Connection) -> None:
        """Let the next question connect again."""
        with self._lock:
            if self._connection is connection:
                self._connection = None

    def close(self) -> None:
        """Let the server forget the session; nobody waits for that."""
        connection, self._connection = self._connection, None
        if connection:
            threading.Thread(target=connection.spark.stop, daemon=True).start()

    def lost(self) -> Problem:
        """Return what to say if the server was lost while it answered."""
        return Problem(
            _("The connection to the Spark server was lost."),
            where=place(self._address),
            next_step=_("Nothing was changed. Try again once the server is back."),
        )

    def _connected(self) -> Connection:
        with self._lock:
            if self._connection is None:
                try:
                    self._connection = Connection(_connect(self._address))
                except (PySparkException, grpc.RpcError) as error:
                    raise Problem(
                        _("The Spark server doesn't answer."),
                        where=place(self._address),
                        next_step=_("Start it, or correct the setting “engine”."),
                    ) from (error if not is_lost(error) else None)
            return self._connection


def _connect(address: str) -> SparkSession:
    spark = SparkSession(connection=DefaultChannelBuilder(address, CHANNEL))
    spark.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES)])
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    return spark


def place(address: str) -> str:
    """Return an address without its parameters, of which one may be a token."""
    return address.partition("/;")[0]


def is_lost(error: Exception) -> bool:
    """Return whether an error says that the server is gone, or has forgotten the session."""
    if isinstance(error, SparkConnectGrpcException):
        if error.getGrpcStatusCode() == grpc.StatusCode.UNAVAILABLE:
            return True
    elif isinstance(error, grpc.RpcError):
        return True
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    text = condition or str(error)
    return any(word in text for word in FORGOTTEN)


def unanswered(error: Exception) -> Problem:
    """Return what to say about an error of Spark, whose own message quotes values."""
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    return Problem(
        _("Spark couldn't answer the question ({kind}).", kind=condition or type(error).__name__),
        next_step=_("Try again. If it happens again, contact support."),
    )
