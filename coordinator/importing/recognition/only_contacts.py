"""The only e-mails or phones of a sheet, in a column that was kept as an answer: nobody is unreachable in silence."""

from collections.abc import Iterator, Sequence

from coordinator.importing.recognition.column import ColumnEvidence
from coordinator.importing.targets import ANSWER

_KINDS = ("email", "phone")
_MOSTLY = 0.75


def only_contacts(columns: Sequence[ColumnEvidence], targets: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the column that alone has e-mails, or phones, though no field has them; and the field that it may be.

    What is somebody else's by its heading is none of them.

    Args:
        columns: the columns of the sheet.
        targets: what each becomes.
    """
    for kind in _KINDS:
        if kind in targets or f"other_{kind}s" in targets:
            continue
        here = [at for at, c in enumerate(columns) if c.facts.count and c.facts.share(kind) >= _MOSTLY]
        if len(here) == 1 and targets[here[0]] == ANSWER and not columns[here[0]].whose:
            yield here[0], kind
