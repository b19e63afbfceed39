"""Tables in an object store: how it is reached, by which keys, and whether it keeps commits apart."""

from data.tables.objects.commits_apart import require_commits_apart
from data.tables.objects.connection import exists, file_system, is_address, local_folder, options

__all__ = ["exists", "file_system", "is_address", "local_folder", "options", "require_commits_apart"]
