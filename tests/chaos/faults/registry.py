"""Every fault besides a killed writer that can befall a store."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.chaos.faults import bit_flips, clock, copies, downloads, full_disks, queued_imports, two_servers
from tests.chaos.kill_rounds import Rounds

# Each returns what went wrong, as sentences.
FAULTS: Mapping[str, Callable[[Rounds, random.Random], list[str]]] = {
    "a bit of a file flips": bit_flips.flip,
    "a bit of Delta's log flips": bit_flips.flip_in_log,
    "the disk is full at a random write": full_disks.fill,
    "the clock is set back": clock.set_back,
    "a copy is made during an import": copies.copy_during_an_import,
    "two servers write at once": two_servers.write_at_once,
    "the server of an import is killed": queued_imports.kill_the_server,
    "the process of an import is killed": queued_imports.kill_the_worker,
    "the server of a download is killed": downloads.kill_the_server,
}
