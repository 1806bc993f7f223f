"""Made histories of merging, editing, undoing, redoing and un-merging, each compared with `merge_model` at every step.

`python -m tests.people.histories 2000` tries that many and prints every difference.
"""

import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from coordinator.base.errors import UserError
from coordinator.changes import apply
from coordinator.changes.checking import problems_of
from coordinator.changes.merge import Resolution
from coordinator.changes.plan import Plan
from coordinator.operations.people import keep_apart, merge
from coordinator.operations.undoing import questions, redo, undo
from coordinator.records.catalog import CANDIDATE, CONTACT, PARTNER, REFERRAL, SIGNUP, SOURCE
from coordinator.store import campaign as campaigns
from coordinator.store import query
from coordinator.store.campaign import Campaign
from tests import builders
from tests.people.merge_model import CHILDREN, NOTES, SCALARS, SETS, THERE, Cell, Model, Refused

CITIES = ("Denver", "Omaha", "Tempe")
TAGS = ("host", "speaker", "veteran")
STATUSES = {"sent": "sent_on", "received": "answered_on", "accepted": "answered_on", "withdrawn": ""}
NAMES = ("ann", "bea", "cy", "di")
FIELDS = ("city", "occupation", "consent_share", "email", "tags", "notes", "notes")
TYPED = {True: "yes", False: "no", None: ""}
CHILD_FIELDS = {
    "signup": ("candidate",),
    "contact": ("candidate", "about"),
    "referral": ("candidate", "partner", "status", "sent_on", "answered_on"),
}


class Differs(AssertionError):
    """The program and the model do not agree."""


class History:
    """One made history, done in a campaign and in the model.

    Attributes:
        told: what was done, to read when it went wrong.
        counts: how often each kind of step was done.
    """

    def __init__(self, campaign: Campaign, seed: int) -> None:
        self.campaign, self.model = campaign, self.model_of()
        self.random = random.Random(seed)
        self.told: list[str] = []
        self.counts: Counter[str] = Counter()
        self._lines = 0
        self._first = 0

    model_of: ClassVar[type[Model]] = Model
    shown: ClassVar[tuple[str, ...]] = (*CHILDREN, "candidate")
    """The records whose conflicts are compared."""

    def run(self, length: int) -> None:
        """Do so many steps, then undo all that is left in any order, and compare after each.

        Raises:
            Differs: they do not agree.
        """
        self._begin()
        acts = self._acts()
        for _ in range(length):
            self._act(self.random.choice(acts))
        for _ in range(length):
            left = [n for n, s in enumerate(self.model.steps, 1) if n > self._first and s.takes_back is None]
            left = [n for n in left if n not in self.model.undone()]
            if left:
                self._act(partial(self._take_back, self.random.choice(left)))
        with self.campaign.reading() as connection:
            if found := problems_of(connection):
                raise Differs(found)

    def _acts(self) -> list[Callable[[], None]]:
        acts = [self._edit] * 5 + [self._merge] * 4 + [self._sign_up] * 3 + [self._undo] * 6 + [self._redo] * 3
        acts += [self._newcomer] * 2 + [self._refer, self._move, self._move, self._contact, self._apart, self._delete]
        return acts

    def _begin(self) -> None:
        builders.add(self.campaign, PARTNER, name="Civic Ladder")
        builders.add(self.campaign, PARTNER, name="Prairie")
        builders.add(self.campaign, SOURCE, name="Form")
        for _ in range(3):
            self.model.do("other", self.model.new("other"))
        for name in ("Ann", "Bea", "Cy", "Di")[: self.random.choice((2, 3, 4))]:
            values: dict[str, Any] = {"given_name": name, "family_name": "Ruiz"}
            values |= {k: v for k, v in self._scalars() if self.random.random() < 0.6}
            values["email"] = f"{name.lower()}@example.org" if self.random.random() < 0.8 else None
            tags = self.random.sample(TAGS, self.random.randint(0, 2))
            notes = [self._line() for _ in range(self.random.randint(0, 2))]
            typed = {k: TYPED.get(v, v) for k, v in values.items()}
            number = builders.add(self.campaign, **typed, tags="; ".join(tags), notes="\n".join(notes))
            cells = self.model.new("candidate", **values)
            cells |= {("candidate", number, "tags", tag): True for tag in tags}
            for line in notes:
                cells |= self.model.line(number, line)
            self.model.do("add", cells)
        self._compare()
        self._first = len(self.model.steps)

    def _scalars(self) -> Iterator[tuple[str, Any]]:
        yield "city", self.random.choice(CITIES)
        yield "occupation", self.random.choice(("Teacher", "Nurse"))
        yield "consent_share", self.random.choice((True, False))
        yield "email", f"{self.random.choice(NAMES)}@example.org"

    def _line(self) -> str:
        self._lines += 1
        return f"Line {self._lines} {'abcdefghijklmnopqrstuvwxyz'[self._lines % 26] * 3}"

    def _act(self, act: Callable[[], None]) -> None:
        act()
        self._compare()

    # what people do

    def _people(self) -> list[int]:
        return self.model.numbers_of(self.model.main)

    def _somebody(self) -> int | None:
        people = self._people()
        return self.random.choice(people) if people else None

    def _note(self, told: str) -> None:
        self.counts[told.split()[0]] += 1
        self.told.append(f"{len(self.model.steps) + 1}: {told}")

    def _edit(self) -> None:
        if (who := self._somebody()) is None:
            return
        row = builders.get(self.campaign, who)
        cells: dict[Cell, Any] = {}
        typed: dict[str, Any] = {}
        for key in dict.fromkeys(self.random.sample(FIELDS, self.random.choice((1, 1, 2)))):
            if key == "tags":
                tags = self.random.sample(TAGS, self.random.randint(0, 3))
                tags = row[key] if set(tags) == set(row[key] or []) else tags  # another order alone is a step too
                tags = tags or []
                cells |= {("candidate", who, key, tag): True if tag in tags else None for tag in TAGS}
                typed[key] = "; ".join(tags)
            elif key == NOTES:
                typed[key] = self._edited_notes(who, row[NOTES], cells)
            else:
                value = self.random.choice([dict(self._scalars())[key], None])
                cells["candidate", who, key] = value
                typed[key] = TYPED.get(value, value)
        self._note(f"edit {who} {typed}")
        done = builders.edit(self.campaign, who, **typed)
        self._same("edited", done.seq is not None, self.model.do("edit", cells))

    def _edited_notes(self, who: int, text: str | None, cells: dict[Cell, Any]) -> str:
        """Return notes with a line more, less, or worded anew, as they stand in the campaign."""
        lines = (text or "").split("\n") if text else []
        how = self.random.choice(("more", "more", "less", "anew")) if lines else "more"
        if how == "more":
            new = self._line()
            cells |= self.model.line(who, new)
            return "\n".join([*lines, new])
        at = self.random.randrange(len(lines))
        cell = next(c for c, t in self.model.lines(who) if t == lines[at])
        new = self._line() if how == "anew" else None
        cells[cell] = new
        return "\n".join(lines[:at] + ([new] if new else []) + lines[at + 1 :])

    def _sign_up(self) -> None:
        """A sign-up comes in and brings values; its row may hold somebody's address."""
        if (who := self._somebody()) is None:
            return
        email = self._address()
        row = builders.get(self.campaign, who)
        brought = {k: v for k, v in self._scalars() if self.random.random() < 0.5 and row[k] != v}
        tag = self.random.choice(TAGS)
        self._note(f"signup {who} {email} {brought} {tag}")
        plan = Plan("import", "Imported", self.campaign.head())
        key = f"{len(self.model.steps)}"
        plan.create("signup", {"candidate": who, "source": 1, "source_key": key, "row": {"Email": email}})
        values: dict[str, Any] = dict(brought)
        if tag not in (row["tags"] or []):
            values["tags"] = [*(row["tags"] or []), tag]
        plan.update("candidate", who, {k: (row[k], v) for k, v in values.items()})
        apply.apply(self.campaign, plan, author="Jules")
        cells = self.model.new("signup", candidate=who, email=email)
        cells |= {("candidate", who, k): v for k, v in brought.items()} | {("candidate", who, "tags", tag): True}
        self.model.do("import", cells)

    def _address(self) -> str:
        """What the row of a sign-up has: somebody's address, or none."""
        return self.random.choice([*(f"{name}@example.org" for name in NAMES), ""])

    def _newcomer(self) -> None:
        """A sign-up brings somebody new, and something for somebody who is there."""
        email, who = self._address(), self._somebody()
        self._note(f"newcomer {email} beside {who}")
        plan = Plan("import", "Imported", self.campaign.head())
        values: dict[str, Any] = {"given_name": "Eve", "family_name": "Ruiz", "city": self.random.choice(CITIES)}
        values |= {"email": email} if email else {}
        new = plan.create("candidate", values)
        cells = self.model.new("candidate", **values)
        number = self.model.numbers["candidate"]
        for person, at in ((new, number), (who, who)):
            if at is not None:
                key = f"{len(self.model.steps)} {at}"
                plan.create("signup", {"candidate": person, "source": 1, "source_key": key, "row": {"Email": email}})
                cells |= self.model.new("signup", candidate=at, email=email)
        if who is not None and (city := builders.get(self.campaign, who)["city"]) != values["city"]:
            plan.update("candidate", who, {"city": (city, values["city"])})
            cells["candidate", who, "city"] = values["city"]
        apply.apply(self.campaign, plan, author="Jules")
        self.model.do("import", cells)

    def _refer(self) -> None:
        if (who := self._somebody()) is None:
            return
        partner, sent = self.random.choice((1, 2)), self.random.random() < 0.5
        values: dict[str, Any] = {"candidate": who, "partner": partner, "status": "proposed"}
        if sent:
            values |= {"status": "sent", "sent_on": self._day()}
        self._note(f"refer {who} {values}")
        plan = Plan("referral", "Referred", self.campaign.head())
        plan.create("referral", values)
        apply.apply(self.campaign, plan, author="Dana")
        self.model.do("referral", self.model.new("referral", **values))

    def _day(self) -> str:
        return f"2026-{1 + len(self.model.steps) // 28 % 12:02}-{1 + len(self.model.steps) % 28:02}"

    def _move(self) -> None:
        """A referral gets a further status, and the day of it."""
        if not (numbers := self.model.numbers_of("referral")):
            return
        number, status = self.random.choice(numbers), self.random.choice(list(STATUSES))
        row = builders.get(self.campaign, number, REFERRAL)
        values: dict[str, Any] = {"status": status} | ({day: self._day()} if (day := STATUSES[status]) else {})
        self._note(f"move {number} {values}")
        plan = Plan("referral", "Moved", self.campaign.head())
        plan.update("referral", number, {k: (row[k], v) for k, v in values.items() if row[k] != v})
        done = apply.apply(self.campaign, plan, author="Dana")
        cells = {("referral", number, k): v for k, v in values.items()}
        self._same("moved", done.seq is not None, self.model.do("referral", cells))

    def _contact(self) -> None:
        if (who := self._somebody()) is None:
            return
        own = [n for n in self.model.numbers_of("referral") if self.model.now("referral", n, "candidate") == who]
        about = self.random.choice([None, *own])
        self._note(f"contact {who} {about}")
        plan = Plan("add", "Called", self.campaign.head())
        plan.create("contact", {"candidate": who, "about": about, "contact_kind": "call"})
        apply.apply(self.campaign, plan, author="Dana")
        self.model.do("add", self.model.new("contact", candidate=who, about=about))

    def _apart(self) -> None:
        if len(people := self._people()) < 2:
            return
        a, b = sorted(self.random.sample(people, 2))
        self._note(f"apart {a} {b}")
        keep_apart(self.campaign, "Dana", a, b)
        if self._are_apart(a, b):
            return  # it is said already
        self.model.do("apart", self.model.new("verdict", first=a, second=b, verdict="apart"))

    def _are_apart(self, a: int, b: int) -> bool:
        now = self.model.now
        return any(
            {now("verdict", n, "first"), now("verdict", n, "second")} == {a, b}
            for n in self.model.numbers_of("verdict")
        )

    def _delete(self) -> None:
        if (who := self._somebody()) is None or self.random.random() < 0.5:
            return
        self._note(f"delete {who}")
        builders.delete(self.campaign, who)
        self.model.do("delete", {("candidate", who, THERE): None})

    def _merge(self) -> None:
        if len(people := self._people()) < 2:
            return
        a, b = self.random.sample(people, 2)
        one, other = (builders.get(self.campaign, n) for n in (a, b))
        picks = {k: other[k] for k in ("city", "email", "given_name") if self.random.random() < 0.2 and other[k]}
        self._note(f"merge {b} into {a} {picks}" + (f" of {one['given_name']}"))
        merge(self.campaign, "Dana", a, b, picks)
        self.model.merge(a, b, picks)

    def _undo(self) -> None:
        """Any earlier step, most often a merge."""
        numbers = [n for n in range(self._first + 1, len(self.model.steps) + 1)]
        merges = [n for n in numbers if self.model.steps[self.model.chain(n)[-1] - 1].kind == "merge"]
        if numbers:
            self._take_back(self.random.choice(merges if merges and self.random.random() < 0.6 else numbers))

    def _redo(self) -> None:
        steps, undone = self.model.steps, self.model.undone()
        wanted = None
        for number in range(len(steps), 0, -1):
            if steps[number - 1].takes_back is None:
                break
            if len(self.model.chain(number)) % 2 == 0 and number not in undone:
                wanted = number
                break
        with self.campaign.reading() as connection:
            try:
                found = redo.plan(connection).undoes
            except UserError as error:
                found = None if "Nothing is left" in str(error) else wanted
        self._same("to redo", found, wanted)
        if wanted:
            self._take_back(wanted)

    def _take_back(self, number: int) -> None:
        """Undo a step, and give some of what is asked about to the one who comes back."""
        self._note(f"undo {number}")
        try:
            expected = self.model.plan_undo(number)
        except Refused as refused:
            self.told[-1] += f" must be refused: {refused}"
            with self.campaign.reading() as connection:
                try:
                    undo.plan(connection, number)
                except UserError as error:
                    self._same("refused", str(refused) in str(error), True)
                    return
            raise Differs(f"{number} was not refused: {refused}") from None
        with self.campaign.reading() as connection:
            plan = undo.plan(connection, number)
        asked = {(c.record, c.record_id, c.field): c for c in questions(plan)}
        self._same("asked", set(asked), set(expected.asked))
        told = {(c.record, c.record_id, c.field) for c in plan.conflicts} - set(asked)
        told = {t for t in told if t[2] not in (NOTES, *self.model.sets) and t[0] in self.shown}
        shown = {t for t in expected.told if t[0] in self.shown}
        self._same("told", told, shown)
        given = [k for k in asked if self.random.random() < 0.4]
        for key in given:
            asked[key].decide(Resolution.TAKE)
        self.told[-1] += f" asked {sorted(asked)} given {given}"
        for conflict in plan.conflicts:
            cell = (conflict.record, conflict.record_id, conflict.field)
            if cell in expected.kept and self.random.random() < 0.3:
                conflict.decide(Resolution.TAKE)
                expected.values[cell] = expected.kept[cell]
                self.told[-1] += f" taken {cell}"
        done = apply.apply(self.campaign, plan, author="Sam")
        self._same("undone", done.seq is not None, self.model.undo(expected, given))

    # comparing

    def _same(self, what: str, found: Any, expected: Any) -> None:
        if found != expected:
            raise Differs(f"{what}: {found} is to be {expected}")

    def _compare(self) -> None:
        """Compare all that stands in the campaign with the model.

        Raises:
            Differs: something is not the same.
        """
        found, expected = dict(self._in_campaign()), dict(self._in_model())
        for record, values in expected.items():
            if record[0] == "candidate" and record in found and found[record] in self._moved_up(values):
                expected[record] = found[record]
        if found != expected:
            wrong = {
                k: (found.get(k), expected.get(k)) for k in found.keys() | expected if found.get(k) != expected.get(k)
            }
            raise Differs(f"found, expected: {wrong}")
        self._same("steps", self.campaign.head(), len(self.model.steps))

    def _moved_up(self, values: list[Any]) -> Iterator[list[Any]]:
        """Yield somebody with one of the further e-mails as the first, if an undo may have taken that away."""
        first, further = SCALARS.index("email"), len(SCALARS) + SETS.index("other_emails")
        for email in values[further] if values[first] is None else ():
            moved = list(values)
            moved[first], moved[further] = email, [other for other in values[further] if other != email]
            yield moved

    def _in_campaign(self) -> Iterator[tuple[tuple[str, int], Any]]:
        with self.campaign.reading() as connection:
            for rt in (CANDIDATE, SIGNUP, CONTACT, REFERRAL):
                for row in query.read_rows(connection, rt, query.select_ids(connection, rt)):
                    if rt is CANDIDATE:
                        values: Any = [row[k] for k in SCALARS] + [sorted(row[k] or []) for k in SETS]
                        values.append(sorted((row[NOTES] or "").split("\n")) if row[NOTES] else [])
                    else:
                        values = [row[k] for k in CHILD_FIELDS[rt.key]]
                    yield (rt.key, row["id"]), values

    def _in_model(self) -> Iterator[tuple[tuple[str, int], Any]]:
        model = self.model
        state = model.state()
        for record in ("candidate", *CHILDREN):
            for number in model.numbers_of(record):
                if record == "candidate":
                    values: Any = [state.get((record, number, k)) for k in SCALARS]
                    for key in SETS:
                        values.append(sorted(c[3] for c in state if c[:3] == (record, number, key)))
                    values.append(sorted(v for c, v in state.items() if c[:3] == (record, number, NOTES)))
                else:
                    values = [state.get((record, number, k)) for k in CHILD_FIELDS[record]]
                yield (record, number), values


def try_history(seed: int, template: Path, folder: Path, kind: type[History] = History) -> History:
    """Make and compare the history of a seed in a copy of an empty campaign.

    Raises:
        Differs: the program and the model do not agree; the text says after which steps.
    """
    copy = folder / f"{seed}.campaign"
    shutil.copyfile(template, copy)
    try:
        with campaigns.open_(copy) as campaign:
            return in_campaign(campaign, seed, kind)
    finally:
        for made in folder.glob(f"{seed}.campaign*"):
            made.unlink()


def in_campaign(campaign: Campaign, seed: int, kind: type[History] = History) -> History:
    """Make and compare the history of a seed in an empty campaign; see `try_history`."""
    history = kind(campaign, seed)
    try:
        history.run(6 + seed % 12)
    except Differs as error:
        raise Differs("\n".join([f"seed {seed}", *history.told, str(error)])) from error
    return history


def main(number: int, first: int = 0, kind: type[History] = History) -> int:
    """Try so many histories, print what differs, and return how many do."""
    failed, counts = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.campaign"
        campaigns.create(template).close()
        for seed in range(first, first + number):
            try:
                counts += try_history(seed, template, Path(folder), kind).counts
            except Exception as error:
                failed += 1
                print(
                    str(error) if isinstance(error, Differs) else f"seed {seed}\n{traceback.format_exc()}", flush=True
                )
            if seed % 100 == 99:
                print(f"{seed + 1 - first} histories tried, {failed} differ", file=sys.stderr, flush=True)
    print(dict(counts), file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)
