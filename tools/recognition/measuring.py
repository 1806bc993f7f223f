"""Measuring: how many columns are right, how many do harm, and how well the certainty is told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.importing.columns import map_columns
from coordinator.importing.profiles import recognise
from coordinator.importing.recognition.model import Model
from coordinator.records.catalog import CANDIDATE
from tools.recognition.examples import LabelledSheet, Truth


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a column, and what it is."""

    sheet: str
    service: str
    index: int
    heading: str
    truth: Truth
    said: str
    certainty: float
    why: str

    @property
    def right(self) -> bool:
        """Whether it was right."""
        return self.truth.right(self.said)

    @property
    def harmful(self) -> bool:
        """Whether it would do harm."""
        return self.truth.harmful(self.said)


def judge(sheets: Iterable[LabelledSheet], learned: Model | None = None) -> list[Verdict]:
    """Recognize the columns of sheets."""
    found = []
    for sheet in sheets:
        plans = map_columns(CANDIDATE, sheet.headings, sheet.cells, profile=recognise(sheet.headings), learned=learned)
        for plan in plans:
            if truth := sheet.truths.get(plan.index):
                found.append(
                    Verdict(
                        sheet.name, sheet.service, plan.index, plan.header, truth, plan.target, plan.certainty, plan.why
                    )
                )
    return found


def report(verdicts: Sequence[Verdict], *, listed: int = 0) -> list[str]:
    """Return the figures as lines."""
    n = len(verdicts) or 1
    right, harmful = sum(v.right for v in verdicts), sum(v.harmful for v in verdicts)
    lines = [
        f"columns {len(verdicts)}, right {right} ({100 * right / n:.1f} %), harmful {harmful} ({100 * harmful / n:.2f} %)",
        "by target (columns, recall, said, precision, harmful)",
    ]
    for target in sorted({v.truth.target for v in verdicts} | {v.said for v in verdicts}):
        are = [v for v in verdicts if v.truth.target == target]
        said = [v for v in verdicts if v.said == target]
        recall = f"{100 * sum(v.right for v in are) / len(are):.1f}" if are else "-"
        precision = f"{100 * sum(v.right for v in said) / len(said):.1f}" if said else "-"
        lines.append(
            f"  {target:<20} {len(are):>5} {recall:>6} {len(said):>5} {precision:>6} {sum(v.harmful for v in said):>4}"
        )
    by_service = defaultdict(list)
    for v in verdicts:
        by_service[v.service].append(v)
    lines.append("by service")
    for service, some in sorted(by_service.items(), key=lambda s: sum(v.right for v in s[1]) / len(s[1])):
        lines.append(
            f"  {service:<40} {sum(v.right for v in some)}/{len(some)}, harmful {sum(v.harmful for v in some)}"
        )
    lines.append("certainty (said, columns, right)")
    for low in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99):
        high = {0.0: 0.3, 0.3: 0.5, 0.5: 0.6, 0.6: 0.7, 0.7: 0.8, 0.8: 0.9, 0.9: 0.95, 0.95: 0.99, 0.99: 1.01}[low]
        some = [v for v in verdicts if low <= v.certainty < high]
        if some:
            share = sum(v.right for v in some) / len(some)
            lines.append(f"  {low:.2f} to {min(high, 1):.2f}: {len(some):>5} {100 * share:.1f} %")
    lines.append("confusions (is → said)")
    wrong = Counter((v.truth.target, v.said) for v in verdicts if not v.right)
    lines += [f"  {k:>3} {a} → {b}" for (a, b), k in wrong.most_common(12)]
    bad = sorted((v for v in verdicts if not v.right), key=lambda v: (not v.harmful, v.sheet, v.index))
    for v in bad[:listed]:
        mark = "HARM " if v.harmful else ""
        lines.append(
            f"  {mark}{v.sheet}[{v.index}] {v.heading!r}: is {v.truth.target}, said {v.said} ({v.certainty:.2f}, {v.why})"
        )
    return lines
