"""What was tried against the dashboard, and what got through, as the table at the end of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 12  # of what got through by one rule


@dataclass
class Findings:
    """How often each thing was tried, and what got through, by part and by what was tried."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    through: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def note(self, part: str, attempt: str, broken: list[str], times: int = 1) -> None:
        """Count an attempt, and keep what got through."""
        self.tried[part, attempt] += times
        if broken:
            self.through.setdefault((part, attempt), []).extend(broken)

    def table(self) -> str:
        """Return a line for each thing that was tried, the sums, and what got through."""
        lines = [f"{'part':12}{'tried':52}{'times':>8}{'through':>9}"]
        for (part, attempt), times in sorted(self.tried.items()):
            through = len(self.through.get((part, attempt), ()))
            lines.append(f"{part:12}{attempt:52}{times:8,}{through:9,}")
        through = sum(map(len, self.through.values()))
        lines.append(f"{'all':64}{self.tried.total():8,}{through:9,}")
        for (part, attempt), broken in sorted(self.through.items()):
            lines.append(f"\n{part}, {attempt}:")
            counted = Counter(broken)
            lines += [f"  {times:,} × {sign}" for sign, times in counted.most_common(SHOWN)]
        return "\n".join(lines)
