"""Whether Spark can answer a question: it looks at its SQL and types, and computes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from pyspark.errors import PySparkException

from data.engine.spark.session import Connection, is_lost
from data.engine.spark.translation import STEP, Translation

LOOKED_AT = "looked_at_"


def why_not(
    connection: Connection, translation: Translation, parameters: Mapping[str, object]
) -> str | None:
    """Return Spark's word for why it can't answer a question over the tables that it has; None if it can.

    Raises PySparkException if the server is lost.
    """
    spark, values = connection.spark, dict(parameters)
    try:
        for name, step in translation.steps:
            # Of the result, only the types are needed.
            types = spark.sql(step.replace(STEP, LOOKED_AT), values).schema
            spark.createDataFrame([], types).createOrReplaceTempView(name.replace(STEP, LOOKED_AT))
        _types = spark.sql(translation.sql.replace(STEP, LOOKED_AT), values).schema
    except PySparkException as error:
        if is_lost(error):
            raise
        return error.getCondition() or type(error).__name__
    return None
