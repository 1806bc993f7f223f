"""Merging, undoing and un-merging once more, over plain dicts, for the tests to compare the program with.

Everything that changes is a cell, such as ("candidate", 3, "city"): a value, whether a tag is in a set, a line of the
notes, whether a record is there. A step is what it wrote into which cells, and what stands in a cell is what the newest
step wrote that is not undone. An undo writes nothing by itself, for what it does follows from the step that it takes
back; what somebody decided beyond that is its own.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

Cell = tuple[Any, ...]
Record = tuple[str, int]
THERE = "there"
SCALARS = ("given_name", "family_name", "city", "occupation", "consent_share", "email")
SETS = ("tags", "other_emails")
NOTES = "notes"
CHILDREN = ("signup", "contact", "referral")
FOLLOW_STATUS = ("sent_on", "answered_on")


def is_no(cell: Cell, value: Any) -> bool:
    """Return whether a value of a cell is a no, which counts as said again where it stands already."""
    return cell[2] == "consent_share" and value is False


class Refused(Exception):
    """The program must refuse this."""


@dataclass
class Step:
    """What was done once.

    Attributes:
        takes_back: the step that it undoes or redoes.
        own: cell → (before, after), what counts as written by it.
        changed: cell → (before, after), all that became different.
        moved: (record, number, field) → the steps with which what it gave to the one who came back was brought.
        offered: cell → what a merge fills it with if it is empty then.
    """

    kind: str
    own: dict[Cell, tuple[Any, Any]]
    takes_back: int | None = None
    changed: dict[Cell, tuple[Any, Any]] = field(default_factory=dict)
    moved: dict[Cell, set[int]] = field(default_factory=dict)
    offered: dict[Cell, Any] = field(default_factory=dict)


@dataclass
class Undo:
    """An undo that is planned.

    Attributes:
        target: number of the step.
        values: what cells become against what follows from the other steps.
        asked: (record, number, field) → the cells that become something else if it is given away.
        told: (record, number, field) of what stays as it is.
        kept: cell that stays → what it can become if someone decides so.
        moved: see `Step`; of what is asked about too.
    """

    target: int
    values: dict[Cell, Any] = field(default_factory=dict)
    asked: dict[tuple[str, int, str], dict[Cell, Any]] = field(default_factory=dict)
    told: set[tuple[str, int, str]] = field(default_factory=set)
    kept: dict[Cell, Any] = field(default_factory=dict)
    moved: dict[Cell, set[int]] = field(default_factory=dict)


class Model:
    """A campaign as its steps.

    Attributes:
        main: the records that are merged.
        scalars, sets: their fields that are compared, beside the notes.
        pointing: record → (field, record that it points at).
    """

    main = "candidate"
    scalars: tuple[str, ...] = SCALARS
    sets: tuple[str, ...] = SETS
    pointing: ClassVar[dict[str, tuple[tuple[str, str], ...]]] = {
        "signup": (("candidate", "candidate"),),
        "contact": (("candidate", "candidate"), ("about", "referral")),
        "referral": (("candidate", "candidate"),),
    }

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.numbers: Counter[str] = Counter()
        self.slots = 0
        self.born: dict[Record, int] = {}
        self._cells: dict[Cell, None] = {}

    # what stands

    def undone(self, upto: int | None = None, more: int | None = None) -> set[int]:
        """Return the numbers of the steps that are undone after a step, or once `more` is taken back too."""
        pairs = [(n, s.takes_back) for n, s in enumerate(self.steps[:upto], 1) if s.takes_back]
        if more is not None:
            pairs.append((len(self.steps) + 1, more))
        found: set[int] = set()
        for number, target in reversed(pairs):
            if number not in found:
                found.add(target)
        return found

    def writes(self, cell: Cell, undone: Collection[int], upto: int | None = None) -> Iterator[tuple[int, Any, Any]]:
        """Yield (step, before, after) of all that counts."""
        for number, step in enumerate(self.steps[:upto], 1):
            born = cell[2] != THERE and self.born.get(cell[:2]) == number  # a record begins with what it was made with
            if cell in step.own and (born or number not in undone or self._built_on(cell, number, undone, upto)):
                yield number, *step.own[cell]

    def _built_on(self, cell: Cell, number: int, undone: Collection[int], upto: int | None) -> bool:
        status = (*cell[:2], "status")
        if cell[0] != "referral" or cell[2] not in FOLLOW_STATUS or status not in self.steps[number - 1].own:
            return False
        return any(n > number and number not in self.undone(n) for n, *_ in self.writes(status, undone, upto))

    def value(self, cell: Cell, undone: Collection[int], upto: int | None = None, offered: int | None = None) -> Any:
        """Return what stands in a cell; offers count up to the step `offered`, which is `upto` if it is None."""
        value, steps = None, {n: (after,) for n, _, after in self.writes(cell, undone, upto)}
        for number, step in enumerate(self.steps[: upto if offered is None else offered], 1):
            if value is None and cell in step.offered and number not in undone and self._is_open(cell, undone, number):
                value = step.offered[cell]
            if number in steps:
                (value,) = steps[number]
        return value

    def _is_open(self, cell: Cell, undone: Collection[int], number: int) -> bool:
        """Return whether an address is no further one since it is the first."""
        return cell[2] != "other_emails" or self.value((*cell[:2], "email"), undone, number) != cell[3]

    def now(self, *cell: Any) -> Any:
        """Return what stands in a cell now."""
        return self.value(cell, self.undone())

    def cells(self, *beginning: Any) -> list[Cell]:
        """Return all cells that begin so."""
        return [c for c in self._cells if c[: len(beginning)] == beginning]

    def numbers_of(self, record: str, undone: Collection[int] | None = None) -> list[int]:
        """Return the records of a kind that are there."""
        out = self.undone() if undone is None else undone
        return [n for n in range(1, self.numbers[record] + 1) if self.value((record, n, THERE), out)]

    def set_of(self, record: str, number: int, key: str) -> set[str]:
        """Return the items of a set."""
        return {c[3] for c in self.cells(record, number, key) if self.now(*c)}

    def lines(self, number: int) -> list[tuple[Cell, str]]:
        """Return the lines of somebody's notes with their cells."""
        found = [(c, self.now(*c)) for c in self.cells(self.main, number, NOTES)]
        return [(c, text) for c, text in found if text is not None]

    # what is done

    def do(self, kind: str, values: dict[Cell, Any]) -> bool:
        """Write cells as one step; return whether it changed anything."""
        now = {cell: self.now(*cell) for cell in values}
        own = {c: (now[c], after) for c, after in values.items() if now[c] != after or is_no(c, after)}
        self._cells.update(dict.fromkeys(own))
        if own:
            self.steps.append(Step(kind, own, None, own))
            for cell in own:
                self.born.setdefault(cell[:2], len(self.steps))
        return bool(own)

    def new(self, record: str, **values: Any) -> dict[Cell, Any]:
        """Return the cells of a new record."""
        self.numbers[record] += 1
        number = self.numbers[record]
        return {(record, number, THERE): True, **{(record, number, k): v for k, v in values.items() if v is not None}}

    def line(self, number: int, text: str) -> dict[Cell, Any]:
        """Return the cell of a new line of notes."""
        self.slots += 1
        return {(self.main, number, NOTES, self.slots): text}

    def merge(self, keep: int, gone: int, picks: dict[str, Any]) -> None:
        """Make one person of two."""
        values: dict[Cell, Any] = {}
        for key in SCALARS:
            ours, theirs = self.now("candidate", keep, key), self.now("candidate", gone, key)
            after = theirs if ours is None else ours
            if key == "consent_share" and None not in (ours, theirs) and ours != theirs:
                after = False
            if not is_no(("candidate", keep, key), after) or ours is not False or theirs is False:
                values["candidate", keep, key] = picks.get(key, after)
        email = values["candidate", keep, "email"]
        further = {self.now("candidate", n, "email") for n in (keep, gone)} - {None}
        further |= self.set_of("candidate", keep, "other_emails") | self.set_of("candidate", gone, "other_emails")
        for item in further | {email} - {None}:
            values["candidate", keep, "other_emails", item] = item != email or None
        for item in self.set_of("candidate", gone, "tags"):
            values["candidate", keep, "tags", item] = True
        there = {text for _, text in self.lines(keep)}
        for _, text in self.lines(gone):
            if text not in there:
                values |= self.line(keep, text)
        self._children(keep, gone, values)
        self._one_referral(keep, gone, values)
        values["candidate", gone, THERE] = None
        values |= self.new("verdict", first=keep, second=gone, verdict="same")
        self.do("merge", values)
        self._offer(keep, gone)

    def _offer(self, keep: int, gone: int) -> None:
        """Note what the one who went had: it is what the other one has where nothing else stands."""
        of, last = self.state_before(gone), self.steps[-1]
        for cell, value in of.items():
            if cell[2] == "email":
                last.offered["candidate", keep, "other_emails", value] = True
            elif cell[2] in (*SCALARS, *SETS):
                last.offered["candidate", keep, *cell[2:]] = value
        self._cells.update(dict.fromkeys(last.offered))

    def state_before(self, number: int) -> dict[Cell, Any]:
        """Return what stands in somebody's cells, who may have just gone."""
        found = {c: self.now(*c) for c in self.cells("candidate", number) if c[2] not in (THERE, NOTES)}
        return {c: v for c, v in found.items() if v is not None}

    def _children(self, keep: int, gone: int, values: dict[Cell, Any]) -> None:
        """Let all that points at the one who goes point at the one who stays."""
        for record in CHILDREN:
            for number in self.numbers_of(record):
                if self.now(record, number, "candidate") == gone:
                    values[record, number, "candidate"] = keep
        for number in self.numbers_of("verdict"):
            ends = {end: self.now("verdict", number, end) for end in ("first", "second")}
            for end, who in ends.items():
                if who == gone and keep in ends.values():
                    values["verdict", number, THERE] = None
                elif who == gone:
                    values["verdict", number, end] = keep

    def _one_referral(self, keep: int, gone: int, values: dict[Cell, Any]) -> None:
        """Leave one of two referrals to one partner, if it was told of one at most."""
        of = {n: self.now("referral", n, "candidate") for n in self.numbers_of("referral")}
        left = [n for n in of if of[n] in (keep, gone) and self.now("referral", n, "status") != "withdrawn"]
        for theirs in [n for n in left if of[n] == gone]:
            for ours in [n for n in left if of[n] == keep]:
                same = self.now("referral", ours, "partner") == self.now("referral", theirs, "partner")
                known = [n for n in (ours, theirs) if self.now("referral", n, "status") != "proposed"]
                if not same or len(known) == 2 or not {ours, theirs} <= set(left):
                    continue
                goes = ours if known == [theirs] else theirs
                left.remove(goes)
                values.pop(("referral", goes, "candidate"), None)
                values["referral", goes, THERE] = None
                for contact in self.numbers_of("contact"):
                    if self.now("contact", contact, "about") == goes:
                        values["contact", contact, "about"] = ours + theirs - goes

    # undoing

    def chain(self, target: int) -> list[int]:
        """Return a step, the one that it takes back, and so on."""
        found = [target]
        while (further := self.steps[found[-1] - 1].takes_back) is not None:
            found.append(further)
        return found

    def plan_undo(self, target: int) -> Undo:
        """Return what undoing a step does.

        Raises:
            Refused: it cannot be undone, or not now.
        """
        if target in self.undone():
            raise Refused("taken back already")
        chain, plan = self.chain(target), Undo(target)
        merge = self.steps[chain[-1] - 1]
        after = self.undone(more=target)
        touched = {c[:2]: None for n in chain for c in self.steps[n - 1].changed}
        going = self._beings(plan, chain, list(touched), after)
        for record in touched:
            if self.now(*record, THERE) and record not in going:
                self._values(plan, record, after)
            elif not self.now(*record, THERE) and not self._after(plan, (*record, THERE), after):
                changed = self.steps[target - 1].changed
                if any(c[:2] == record for c in changed) and (*record, THERE) not in changed and record[0] != "verdict":
                    plan.told.add((*record, ""))
        if merge.kind == "merge" and (chain[-1] in self.undone()) != (chain[-1] in after):
            self._again(plan, merge, chain[-1], going, after)
        return plan

    def _after(self, plan: Undo, cell: Cell, after: Collection[int]) -> Any:
        return plan.values[cell] if cell in plan.values else self.value(cell, after)

    def _beings(self, plan: Undo, chain: list[int], touched: list[Record], after: Collection[int]) -> set[Record]:
        """Find the records that go; those that are needed or were changed since stay."""
        going: set[Record] = set()
        kept: set[Record] = set()
        for record in touched:
            cell = (*record, THERE)
            if not any(cell in self.steps[n - 1].changed for n in chain) or not self.now(*cell):
                continue
            stays = self.value(cell, after)
            if stays:
                plan.values[cell] = True
                continue
            changed = any(self._was(c, plan.target) != self.now(*c) for c in self.cells(*record))
            (kept if changed else going).add(record)
        plan.told |= {(*record, "") for record in kept}
        while more := self._needed(going, kept, after):
            going -= more
            kept |= more
            plan.told |= {(*record, "") for record in more}
        plan.values |= {(*record, THERE): True for record in kept}
        plan.values |= {(*record, THERE): None for record in going}
        return going

    def _was(self, cell: Cell, step: int) -> Any:
        """Return what really stood in a cell after a step."""
        return self.value(cell, self.undone(step), step)

    def _needed(self, going: set[Record], kept: set[Record], after: Collection[int]) -> set[Record]:
        found = set()
        for record, fields in self.pointing.items():
            for number in self.numbers_of(record):
                for key, points_at in fields:
                    child, target = (record, number), (points_at, self.now(record, number, key))
                    if child not in going and self.value((*child, key), after) != target[1]:
                        continue
                    if target in going and child not in going:
                        found.add(target)
                    if child in going and target in kept and points_at == "candidate":
                        found.add(child)
        return found

    def _values(self, plan: Undo, record: Record, after: Collection[int]) -> None:
        """What was written is what would be there without it, unless it was written again."""
        changed = self.steps[plan.target - 1].changed
        if changed.get((*record, THERE), (None, True))[1] is None:
            return  # it took the record with all that was in it, and wrote into none of its cells
        for cell in [c for c in self.cells(*record) if c in changed and c[2] != THERE]:
            wrote, now, before = (
                changed[cell][1],
                self.now(*cell),
                self.value(cell, after, plan.target, len(self.steps)),
            )
            if is_no(cell, self.value(cell, after)):
                pass  # as long as a step says no, it is no
            elif wrote == now and cell[2] != NOTES and not self._built_on(cell, plan.target, after, None):
                plan.values[cell] = before
            if cell[2] not in (NOTES, *self.sets) and self._after(plan, cell, after) == now and now != before != wrote:
                plan.told.add(cell)
                plan.kept[cell] = before

    def _again(self, plan: Undo, merge: Step, number: int, going: set[Record], after: Collection[int]) -> None:
        keep, gone = self.pair(merge)
        if number in after:
            plan.values[self.main, gone, THERE] = True
            self._split(plan, number, keep, gone, going, after)
        elif not self.now(self.main, keep, THERE) or not self.now(self.main, gone, THERE):
            raise Refused("is not there any more")
        elif (self.main, gone) not in going:
            raise Refused("Something came to")

    def pair(self, merge: Step) -> tuple[int, int]:
        """Return who stayed and who went in a merge.

        Raises:
            Refused: who stayed was merged since.
        """
        verdict = next(c[1] for c in merge.own if c[0] == "verdict" and c[2] == THERE and merge.own[c][1])
        keep, gone = (merge.own["verdict", verdict, end][1] for end in ("first", "second"))
        if self.now("verdict", verdict, "first") != keep:
            raise Refused("Undo that first")
        return keep, gone

    def _split(self, plan: Undo, merge: int, keep: int, gone: int, going: set[Record], after: Collection[int]) -> None:
        """Divide what came in while the two were one."""

        def since(cell: Cell) -> list[tuple[int, Any, Any]]:
            return [w for w in self.writes(cell, after) if w[0] > plan.target and merge not in self.undone(w[0])]

        lists = {n for n, s in enumerate(self.steps, 1) if not s.takes_back and self._brings(s)}
        brought = {w[0] for c in self.cells(self.main, keep) for w in since(c) if self.origins(w[0], c) <= lists}
        emails = {gone: self._emails(plan, gone, after), keep: self._emails(plan, keep, {*after, *brought})}
        known = self._emails(plan, keep, after)
        owners: dict[int, int | None] = {}
        for record in CHILDREN:
            for n in self.numbers_of(record):
                cell = (record, n, "candidate")
                if self.now(*cell) != keep or (record, n) in going:
                    continue
                owner: int | None = keep
                if self._after(plan, cell, after) != keep:
                    owner = gone
                elif any(w[2] for w in since((record, n, THERE))) or since(cell):
                    named = [p for p in (keep, gone) if self.now(record, n, "email") in emails[p]]
                    owner = named[0] if len(named) == 1 else None
                    if owner == gone:
                        plan.values[cell] = gone
                    elif owner is None:
                        plan.asked[cell] = {cell: gone}
                if record == "signup":
                    owners[n] = owner
                    if owner is not None:  # what it brought names its owner from now on
                        emails[owner] |= {self.now(record, n, "email")} & known
        self._share_values(plan, since, (keep, gone), owners, after)

    def _brings(self, step: Step) -> bool:
        """Return whether a sign-up came in with a step."""
        return any(c[0] == "signup" and c[2] == THERE and own[1] for c, own in step.own.items())

    def origins(self, number: int, cell: Cell) -> set[int]:
        """Return the steps that brought what a step wrote into a cell: the undo of a merge moves what others brought."""
        return self.steps[number - 1].moved.get(cell[:3], {number})

    def _left(self, cell: Cell, writes: list[tuple[int, Any, Any]]) -> list[tuple[int, Any, Any]]:
        """Return writes without those that an undo among them took away again."""
        left: list[tuple[int, Any, Any]] = []
        for write in writes:
            left.append(write)
            if self.steps[write[0] - 1].takes_back and not is_no(cell, write[2]):
                begins = [i for i, other in enumerate(left) if other[1] == write[2]]
                left = left[: begins[0]] if begins else left
        return left

    def _share_values(
        self,
        plan: Undo,
        since: Callable[[Cell], list[tuple[int, Any, Any]]],
        pair: tuple[int, int],
        owners: dict[int, int | None],
        after: Collection[int],
    ) -> None:
        """Divide the values that were written while the two were one."""
        keep, gone = pair
        if self.now(self.main, keep, THERE):
            for key in (*self.scalars, *self.sets, NOTES):
                writes = {c: self._left(c, since(c)) for c in self.cells(self.main, keep, key)}
                self._divide(plan, key, {c: w for c, w in writes.items() if w}, (keep, gone), owners, after)

    def _emails(self, plan: Undo, number: int, after: Collection[int]) -> set[str]:
        further = self.cells("candidate", number, "other_emails")
        found = {c[3] for c in further if self._after(plan, c, after)}
        return (found | {self._after(plan, ("candidate", number, "email"), after)}) - {None}

    def _divide(
        self,
        plan: Undo,
        key: str,
        writes: dict[Cell, list[tuple[int, Any, Any]]],
        pair: tuple[int, int],
        owners: dict[int, int | None],
        after: Collection[int],
    ) -> None:
        steps = {w[0] for found in writes.values() for w in found}
        whose: set[int | None] = set()
        origins = {origin for cell, found in writes.items() for w in found for origin in self.origins(w[0], cell)}
        for step in origins:
            brought = {owners[c[1]] for c in self.steps[step - 1].changed if c[0] == "signup" and c[1] in owners}
            whose |= brought or {None}
        if not steps or whose == {pair[0]}:
            return
        given: dict[Cell, Any] = {}
        found = [(w, cell) for cell, its in writes.items() for w in its]
        for (_, before, value), cell in sorted(found, key=lambda f: f[0][0]):
            given[self._same_cell(plan, cell, pair[1], (before, value), given, after)] = value
        theirs = {cell: self._after(plan, cell, after) for cell in given}
        left = {c: self.value(c, {*after, *steps}) for c in self.cells(self.main, pair[0], key)}
        plan.moved[self.main, pair[1], key] = origins
        if whose == {pair[1]}:
            self._not_kept(plan, (self.main, pair[0], key))
            plan.values |= {**left, **given}
        elif any(theirs[c] != v for c, v in given.items()):
            self._not_kept(plan, (self.main, pair[0], key))
            plan.asked[self.main, pair[1], key] = {**left, **given}
            plan.values |= {c: v for c, v in given.items() if is_no(c, v)}  # who may have said no is left alone

    def _not_kept(self, plan: Undo, cell: Cell) -> None:
        plan.told.discard(cell)
        plan.kept.pop(cell, None)

    def _same_cell(
        self,
        plan: Undo,
        cell: Cell,
        number: int,
        write: tuple[Any, Any],
        given: dict[Cell, Any],
        after: Collection[int],
    ) -> Cell:
        """Return the cell of the other person that a write belongs into: the line with the same words.

        A line that is taken away and brought again is the line that was there.
        """
        if cell[2] != NOTES:
            return (self.main, number, *cell[2:])
        before, value = write
        for theirs in [*self.cells(self.main, number, NOTES), *given]:
            there = self._after(plan, theirs, after)
            text = given.get(theirs, there)
            if (before is not None and text == before) or (before is None and text is None and there == value):
                return theirs
        self.slots += 1
        return (self.main, number, NOTES, self.slots)

    def undo(self, plan: Undo, given: Collection[tuple[str, int, str]]) -> bool:
        """Do what is planned, and give away what was asked about; return whether anything changed."""
        values = dict(plan.values)
        for key in given:
            values |= plan.asked[key]
        before, undone, after = dict(self.state()), self.undone(), self.undone(more=plan.target)
        own = {}
        for cell, value in values.items():
            there = values.get((*cell[:2], THERE), self.value((*cell[:2], THERE), after))
            follows = self.value(cell, after)
            if value != follows and (there or cell[2] == THERE):
                own[cell] = (follows, value)
        self._cells.update(dict.fromkeys(own))
        self.steps.append(Step("undo", own, plan.target, moved=plan.moved))
        changed = {c: (before.get(c), v) for c, v in self.state().items() if before.get(c) != v}
        changed |= {c: (v, None) for c, v in before.items() if c not in self.state()}
        for cell, (_, wrote) in self.steps[plan.target - 1].changed.items():
            is_born = (*cell[:2], THERE) in self.steps[plan.target - 1].changed
            if not is_born and is_no(cell, wrote) and is_no(cell, before.get(cell)) and is_no(cell, self.now(*cell)):
                changed[cell] = (False, False)
        self.steps[-1].changed = changed
        if not changed:
            self.steps.pop()
        assert changed or undone == self.undone()
        return bool(changed)

    def state(self) -> dict[Cell, Any]:
        """Return the cells of all records that are there."""
        undone = self.undone()
        there = {c[:2] for c in self._cells if c[2] == THERE and self.value(c, undone)}
        found = {c: self.value(c, undone) for c in self._cells if c[:2] in there}
        return {c: v for c, v in found.items() if v is not None}
