"""The second engine: Apache Spark, over a real server (`make test-spark`)."""
