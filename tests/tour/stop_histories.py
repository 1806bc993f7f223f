"""Made histories of merging stops, undoing, redoing and un-merging, each compared with a model at every step.

`python -m tests.tour.stop_histories 1000` tries that many and prints every difference; see `tests.people.histories`.
"""

import sys
from collections.abc import Callable, Collection, Iterator
from typing import Any, ClassVar

from coordinator.changes import apply
from coordinator.changes.plan import Plan
from coordinator.operations.touring import merge_stops
from coordinator.records.catalog import CROWD_FIGURE, EVENT, SIGNUP, SOURCE
from coordinator.store import query
from tests import builders
from tests.people.histories import History, main
from tests.people.merge_model import NOTES, THERE, Cell, Model, Record, Refused, Step, Undo

CITIES = ("Denver", "Omaha", "Tempe")
VENUES = ("Civic Center", "Union Station")
HELPERS = ("Ann", "Bo", "Cy")
CHILDREN = {"signup": SIGNUP, "source": SOURCE, "crowd_figure": CROWD_FIGURE}


class StopModel(Model):
    """A tour as its steps."""

    main = "event"
    scalars = ("city", "venue")
    sets = ("volunteers",)
    pointing: ClassVar[dict[str, tuple[tuple[str, str], ...]]] = {
        "signup": (("event", "event"), ("source", "source")),
        "source": (("event", "event"),),
        "crowd_figure": (("event", "event"),),
    }

    def merge(self, keep: int, gone: int, picks: dict[str, Any]) -> None:
        """Make one stop of two."""
        values: dict[Cell, Any] = {}
        for key in self.scalars:
            ours = self.now("event", keep, key)
            values["event", keep, key] = self.now("event", gone, key) if ours is None else ours
        for item in self.set_of("event", gone, "volunteers"):
            values["event", keep, "volunteers", item] = True
        there = {text for _, text in self.lines(keep)}
        for _, text in self.lines(gone):
            if text not in there:
                values |= self.line(keep, text)
        for record in CHILDREN:
            for number in self.numbers_of(record):
                if self.now(record, number, "event") == gone:
                    values[record, number, "event"] = keep
        values["event", gone, THERE] = None
        self.do("merge", values | self.new("into", gone=gone, keep=keep))

    def pair(self, merge: Step) -> tuple[int, int]:
        """Return which stop stayed and which went in a merge.

        Raises:
            Refused: the one that stayed was merged since.
        """
        made = next(c[1] for c in merge.own if c[0] == "into" and c[2] == THERE)
        keep, gone = (merge.own["into", made, end][1] for end in ("keep", "gone"))
        if any(self.now("into", n, "gone") == keep for n in self.numbers_of("into")):
            raise Refused("Undo that first")
        return keep, gone

    def _split(self, plan: Undo, merge: int, keep: int, gone: int, going: set[Record], after: Collection[int]) -> None:
        """Divide what came in while the two were one: a sign-up goes where its source goes."""

        def since(cell: Cell) -> list[tuple[int, Any, Any]]:
            return [w for w in self.writes(cell, after) if w[0] > plan.target and merge not in self.undone(w[0])]

        def came(record: str, n: int) -> bool:
            return any(w[2] for w in since((record, n, THERE))) or bool(since((record, n, "event")))

        by_source: dict[int, dict[Cell, Any]] = {}
        for record in CHILDREN:
            for n in self.numbers_of(record):
                cell = (record, n, "event")
                if self.now(*cell) != keep or (record, n) in going or self._after(plan, cell, after) != keep:
                    continue
                if not came(record, n):
                    continue
                if record != "signup":
                    plan.asked[cell] = {cell: gone}
                    continue
                source = self.now(*cell[:2], "source")
                of = self._after(plan, ("source", source, "event"), after)
                if of == gone:
                    plan.values[cell] = gone
                elif of != keep or came("source", source):
                    by_source.setdefault(source, {})[cell] = gone
        plan.asked |= {next(iter(cells)): cells for cells in by_source.values()}
        self._share_values(plan, since, (keep, gone), {}, after)


class StopHistory(History):
    """One made history of stops."""

    model_of = StopModel
    shown = (*CHILDREN, "event")

    def _acts(self) -> list[Callable[[], None]]:
        acts = [self._edit] * 4 + [self._merge] * 4 + [self._sign_up] * 5 + [self._undo] * 6 + [self._redo] * 3
        return [*acts, self._new_source, self._figure, self._delete]

    def _begin(self) -> None:
        builders.add(self.campaign, given_name="Ann")
        builders.add(self.campaign, SOURCE, name="The desks")
        self.model.do("other", self.model.new("candidate"))
        self.model.do("other", self.model.new("source"))
        for number in range(1, self.random.choice((2, 3, 4)) + 1):
            values = {k: v for k, v in self._scalars() if self.random.random() < 0.6}
            helpers = self.random.sample(HELPERS, self.random.randint(0, 2))
            notes = [self._line() for _ in range(self.random.randint(0, 2))]
            typed = {**values, "volunteers": "; ".join(helpers), "notes": "\n".join(notes)}
            builders.add(self.campaign, EVENT, title=f"Stop {number}", **typed)
            cells = self.model.new("event", **values)
            cells |= {("event", number, "volunteers", name): True for name in helpers}
            for line in notes:
                cells |= self.model.line(number, line)
            self.model.do("add", cells)
            if self.random.random() < 0.7:
                self._source(number)
        self._compare()
        self._first = len(self.model.steps)

    def _scalars(self) -> Iterator[tuple[str, Any]]:
        yield "city", self.random.choice(CITIES)
        yield "venue", self.random.choice(VENUES)

    def _source(self, event: int) -> None:
        builders.add(self.campaign, SOURCE, name=f"Form {len(self.model.steps)}", event=event)
        self.model.do("add", self.model.new("source", event=event))

    # what people do

    def _edit(self) -> None:
        if (which := self._somebody()) is None:
            return
        row = builders.get(self.campaign, which, EVENT)
        cells: dict[Cell, Any] = {}
        typed: dict[str, Any] = {}
        for key in self.random.sample(("city", "venue", "volunteers", "notes"), self.random.choice((1, 1, 2))):
            if key == "volunteers":
                names = self.random.sample(HELPERS, self.random.randint(0, 3))
                names = (row[key] or []) if set(names) == set(row[key] or []) else names
                cells |= {("event", which, key, name): True if name in names else None for name in HELPERS}
                typed[key] = "; ".join(names)
            elif key == NOTES:
                typed[key] = self._edited_notes(which, row[NOTES], cells)
            else:
                typed[key] = cells["event", which, key] = self.random.choice([dict(self._scalars())[key], None])
        self._note(f"edit {which} {typed}")
        done = builders.edit(self.campaign, which, EVENT, **{k: v or "" for k, v in typed.items()})
        self._same("edited", done.seq is not None, self.model.do("edit", cells))

    def _sign_up(self) -> None:
        """Sign-ups come in for a stop, through its own source or the one of all desks."""
        if (which := self._somebody()) is None:
            return
        own = [n for n in self.model.numbers_of("source") if self.model.now("source", n, "event") == which]
        source = self.random.choice([1, *own]) if self.model.now("source", 1, THERE) else None
        if source is None:
            return
        self._note(f"signup {which} through {source}")
        plan, cells = Plan("import", "Imported", self.campaign.head()), {}
        for n in range(self.random.choice((1, 2))):
            key = f"{len(self.model.steps)} {n}"
            plan.create("signup", {"candidate": 1, "source": source, "event": which, "source_key": key, "row": {}})
            cells |= self.model.new("signup", source=source, event=which)
        apply.apply(self.campaign, plan, author="Jules")
        self.model.do("import", cells)

    def _new_source(self) -> None:
        if (which := self._somebody()) is not None:
            self._note(f"newcomer of {which}")
            self._source(which)

    def _figure(self) -> None:
        if (which := self._somebody()) is None:
            return
        self._note(f"figure {which}")
        builders.add(self.campaign, CROWD_FIGURE, event=which, number="900")
        self.model.do("add", self.model.new("crowd_figure", event=which))

    def _delete(self) -> None:
        if (which := self._somebody()) is None or self.random.random() < 0.5:
            return
        self._note(f"delete {which}")
        builders.delete(self.campaign, which, rt=EVENT)
        self.model.do("delete", {("event", which, THERE): None})

    def _merge(self) -> None:
        if len(stops := self._people()) < 2:
            return
        keep, gone = self.random.sample(stops, 2)
        self._note(f"merge {gone} into {keep}")
        merge_stops(self.campaign, "Dana", keep, gone)
        self.model.merge(keep, gone, {})

    # comparing

    def _in_campaign(self) -> Iterator[tuple[tuple[str, int], Any]]:
        with self.campaign.reading() as connection:
            for rt in (EVENT, *CHILDREN.values()):
                for row in query.read_rows(connection, rt, query.select_ids(connection, rt)):
                    values: Any = row["event"] if rt is not EVENT else None
                    if rt is EVENT:
                        values = [row["city"], row["venue"], sorted(row["volunteers"] or [])]
                        values.append(sorted((row[NOTES] or "").split("\n")) if row[NOTES] else [])
                    yield (rt.key, row["id"]), values

    def _in_model(self) -> Iterator[tuple[tuple[str, int], Any]]:
        state = self.model.state()
        for record in ("event", *CHILDREN):
            for number in self.model.numbers_of(record):
                values: Any = state.get((record, number, "event"))
                if record == "event":
                    values = [state.get(("event", number, key)) for key in ("city", "venue")]
                    values.append(sorted(c[3] for c in state if c[:3] == ("event", number, "volunteers")))
                    values.append(sorted(v for c, v in state.items() if c[:3] == ("event", number, NOTES)))
                yield (record, number), values


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:]), kind=StopHistory) else 0)
