"""The examples of docs/serving, started."""
