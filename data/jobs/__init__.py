"""Imports as jobs: the queue, the worker process, the command line, and the district's own command."""
