"""Which steps of the history are not as they were written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.records.kinds import as_number, as_object, as_text, from_json
from coordinator.store import sealing, seals
from coordinator.store.seals import StepLine
from coordinator.store.tables import CHANGE_SET

Sealed = tuple[StepLine, str | None, str | None]
"""A step's line, the digest of its changes, its seal."""


@dataclass(frozen=True, slots=True)
class SealedHistory:
    """What the seals say of a history as a whole.

    Attributes:
        steps: number of the newest step.
        seal: its seal.
        upgraded: up to this step an upgrade sealed the history as it stood; 0: each step was sealed when it was made.
        resealed: the steps that erased something, and what they sealed anew: step, first step, the newest seal before.
    """

    steps: int
    seal: str
    upgraded: int
    resealed: tuple[tuple[int, int, str], ...]

    @property
    def short(self) -> str:
        """What people note of the seal."""
        return seals.shown(self.seal)

    def as_document(self) -> dict[str, object]:
        """Return it for a program."""
        anew = [{"seq": seq, "from": first, "before": before} for seq, first, before in self.resealed]
        return {
            "seq": self.steps,
            "seal": self.seal,
            "short": self.short,
            "sealed_by_upgrade": self.upgraded,
            "resealed": anew,
        }

    def in_words(self) -> list[str]:
        """Return what people may want to know and note."""
        told = [f"Seal of the history: {self.short} (step {self.steps:,})."] if self.short else []
        if self.upgraded:
            told.append(f"The file says that an upgrade sealed the steps up to {self.upgraded:,} as they stood then.")
        for seq, first, before in self.resealed:
            told.append(
                f"Step {seq:,} erased something and sealed the steps from {first:,} on anew; before it the seal was "
                f"{seals.shown(before)}."
            )
        return told


def sealed_history(connection: Connection) -> SealedHistory:
    """Return what the seals say of a history as a whole."""
    lines = sealing.lines(connection)
    newest = lines[-1] if lines else None
    upgraded = sealing.fact(connection, sealing.UPGRADED) or ""
    anew = [(line.seq, as_object(from_json(line.resealed))) for line, *_ in lines if line.resealed]
    return SealedHistory(
        newest[0].seq if newest else 0,
        (newest[2] if newest else sealing.fact(connection, sealing.BEGINNING)) or "",
        int(upgraded) if upgraded.isascii() and upgraded.isdigit() else 0,
        tuple((seq, as_number(told.get("from")) or 0, as_text(told.get("before"))) for seq, told in anew),
    )


def step_sealed(connection: Connection, noted: str) -> int | None:
    """Return the step with a seal that somebody noted, by its first letters at least; None if there is none.

    Raises:
        UserError: it is too short to be one.
    """
    letters = noted.partition(":")[2] or noted
    letters = "".join(c for c in letters.casefold() if c.isalnum())
    if len(letters) < seals.SHORT:
        raise UserError(f"“{noted}” is too short for a seal. Give its {seals.SHORT} letters, such as 1b1d-1304-73d4.")
    found = (
        line.seq for line, _, seal in sealing.lines(connection) if (seal or "").partition(":")[2].startswith(letters)
    )
    return next(found, None)


def broken_steps(lines: Sequence[Sealed], beginning: str) -> set[int]:
    """Return the steps whose line is not as it was sealed.

    A step after a gap cannot be told from one that was changed, and counts as whole.

    Args:
        lines: all steps, in order.
        beginning: what the first seal goes on from.
    """
    broken = set[int]()
    stored, recomputed, last = beginning, beginning, 0
    for line, digest, seal in lines:
        now = seals.seal_of(line, digest or "", stored)
        follows = line.seq == last + 1
        if follows and seal not in (now, seals.seal_of(line, digest or "", recomputed)):
            broken.add(line.seq)
        stored, recomputed, last = seal or "", now, line.seq
    return broken


def is_changed(connection: Connection, seq: int) -> bool:
    """Return whether a step has other changes than when it was sealed."""
    digest = connection.scalar(select(CHANGE_SET.c.digest).where(CHANGE_SET.c.seq == seq))
    return digest != seals.digest_of_step(sealing.digests_in(connection, seq))


def called(line: StepLine) -> str:
    """Return what people call a step within a sentence."""
    return f"step {line.seq} (“{line.title}”, {line.author}, {line.at})"


def problems(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each part of the history that is not as it was written."""
    beginning = sealing.fact(connection, sealing.BEGINNING) or ""
    if beginning != seals.beginning_of(sealing.fact(connection, "campaign")):
        yield "The campaign's id is not the one that its history began with: it was changed outside the program."
    lines = sealing.lines(connection)
    last = 0
    for line, *_ in lines:
        if line.seq == last + 2:
            yield f"Step {last + 1} is missing in the history."
        elif line.seq > last + 2:
            yield f"Steps {last + 1:,} to {line.seq - 1:,} are missing in the history."
        last = line.seq
    broken = broken_steps(lines, beginning)
    digests = sealing.digests_by_step(connection)
    for line, digest, _ in lines:
        if line.seq in broken:
            yield (
                f"S{called(line)[1:]} is not as it was written: its title, author, time, kind or what it undoes was "
                "changed outside the program."
            )
        if digest != seals.digest_of_step(digests.get(line.seq, ())):
            told = "has other changes than when it was written: some were removed, added or changed."
            yield f"S{called(line)[1:]} {told}"
    yield from _end(connection, lines)


def _end(connection: Connection, lines: Sequence[Sealed]) -> Iterator[str]:
    """Yield what is wrong at the end of the history: the newest step is noted apart from it."""
    number, _, seal = (sealing.fact(connection, sealing.NEWEST) or "").partition(" ")
    noted = int(number) if number.isascii() and number.isdigit() else -1
    newest = lines[-1][0].seq if lines else 0
    if noted > newest:
        several = f"Steps {newest + 1:,} to {noted:,} are" if noted > newest + 1 else f"Step {noted} is"
        yield f"{several} missing at the end of the history."
    elif noted != newest:
        yield "The history goes on after the step that is noted as its newest."
    elif lines and seal != lines[-1][2]:
        yield f"The seal of step {newest} is not the one that was noted when it was written."
