"""Two servers use one store: both import, and reminder batches are recorded meanwhile; nothing is lost."""

from __future__ import annotations

import random

from data.tables import store
from tests.chaos.kill_rounds import Rounds, logs_of
from tests.chaos.killable_imports import ImportForks, record_batch
from tests.chaos.store_states import failures_of

BATCHES = 5


def write_at_once(rounds: Rounds, chance: random.Random) -> list[str]:
    """Import two files at once, and record batches."""
    names = chance.sample(["updates", "torn log", "Twilio", "consents", "contacts"], 2)
    one, other = (rounds.undisturbed(name) for name in names)
    with rounds.copy(one.name) as district, ImportForks() as second_server:
        uri = logs_of(district)
        known = store.newest(uri).table("imports").num_rows
        fork = second_server.start(other.file, district)
        with rounds.writing(one, district):
            batches = {record_batch(uri) for _batch in range(BATCHES)}
        status = fork.wait()
        snapshot = store.newest(uri)
        recorded = set(snapshot.table("reminders")["run_id"].to_pylist())
        imports = snapshot.table("imports").num_rows - known
        findings = [str(line) for line in failures_of(uri)]
    if status or imports != len(names) or batches != recorded:
        kept = f"{imports} imports, {len(recorded)} of {len(batches)} batches"
        findings.append(f"exit status {status}, {kept}")
    return [f"{' and '.join(names)} at once: {finding}" for finding in findings]
