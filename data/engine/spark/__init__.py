"""Apache Spark as the engine behind the questions. Its libraries are imported only in this folder."""
