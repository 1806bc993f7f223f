"""Joins: rows that were taken for somebody who is here already, told if the two have other names."""

from collections.abc import Callable, Mapping

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes.merge import Resolution
from coordinator.importing.plan import ANY_SHEET, ImportOptions, ImportPlan, Joined, Place, RowOutcome, What
from coordinator.importing.problems import Problem
from coordinator.people.matching import AS_DECIDED, Match
from coordinator.people.parting import Brought
from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import Value
from coordinator.records.names import GENERATIONS, Named, named

Values = Mapping[str, Value]
TAKEN_FOR = "Taken for"
"""How a problem begins that a row was joined with somebody of another name."""


def troubles(row: RowOutcome) -> list[Problem]:
    """Return the problems of a row but the one that only says of a join what is told with it."""
    return [p for p in row.problems if row.joined is None or not p.message.startswith(TAKEN_FOR)]


def other_names(said: Values, here: Values) -> list[str]:
    """Return the name fields in which a row says something other than what stands here."""
    both = [key for key in CANDIDATE.names if said.get(key) and here.get(key)]
    return [key for key in both if _folded(said[key]) != _folded(here[key])]


def _folded(name: Value) -> str:
    """Return a name, folded; `Junior` is `Jr.`."""
    folded = fold_word(str(name))
    return GENERATIONS.get(folded, folded)


def decided(
    options: ImportOptions, whose: Mapping[Place, int], place: Place, find: Callable[[], Match | None]
) -> tuple[Match | None, tuple[int, ...]]:
    """Return whom a row is about, and who it is surely not: what somebody said comes before what is found.

    Args:
        options: what somebody said.
        whose: row → number of its person, for the earlier rows of the file.
        place: the row.
        find: finds whom it is about.
    """
    if not options.says_who:
        return find(), ()
    said = options.same.get(place) or whose.get(options.same_rows.get(place, place))
    match = Match(said, AS_DECIDED) if said else find()
    others = map(whose.get, options.apart_rows.get(place, ()))
    apart = (*options.apart.get(place, ()), *(number for number in others if number))
    if match and not said and (options.is_parted(place) or match.record_id in apart):
        return None, tuple(dict.fromkeys((*apart, match.record_id)))
    return match, apart


def check_parted(plan: ImportPlan) -> None:
    """Tell in the plan which rows that somebody parts are not joined by it.

    Raises:
        UserError: there is no such row in the file.
    """
    for sheet, number in sorted(plan.options.parted):
        rows = [row for row in plan.rows if row.number == number and sheet in (ANY_SHEET, row.sheet)]
        where = f"row {number}" + (f" of “{sheet}”" if sheet else "")
        if not rows:
            raise UserError(f"{plan.file} has no {where} that could be parted. Nothing was imported.")
        if all(row.what is not What.NEW for row in rows):
            plan.notes.append(f"Nobody is parted in {where}: this import makes nobody new of it.")


def joined_as(match: Match, said: Values, before: Values, here: Values) -> Joined | None:
    """Return what is to be told of a row that was joined with somebody; None if the names are the same.

    Args:
        match: the person, and by what they were found.
        said: what the row says of the person.
        before: the person before the row.
        here: the person as the row leaves them.
    """
    if not other_names(said, before) and _is_one_name(named(said), named(before)):
        return None
    row, was, kept = (CANDIDATE.title(some) for some in (said, before, here))
    is_lost = bool(other_names(said, here) or other_names(before, here))
    return Joined(row, was, kept, match.by, match.record_id, dict(said), is_lost)


def _is_one_name(a: Named, b: Named) -> bool:
    """Return whether two people have the same suffix, and go by the same first name, as far as it is known."""
    return a.generation == b.generation and not (a.given and b.given and set(a.given).isdisjoint(b.given))


def brought_by(row: RowOutcome, file: str, seq: int, new_ids: Mapping[tuple[str, int], int]) -> Brought:
    """Return what a joined row brought to whom it was taken for, so that they can be parted.

    Args:
        row: a row that was joined.
        file: the name of its file.
        seq: the step that applied it.
        new_ids: (record type, preliminary number) → number of the records that the step made.
    """
    assert row.joined is not None
    person = row.joined.person
    fields = [(f.key, f.before, f.after) for f in row.fields if f.record == CANDIDATE.key]
    taken = [c for c in row.conflicts if c.record == CANDIDATE.key and c.answer is Resolution.TAKE]
    fields += [(c.field, c.ours, c.after) for c in taken]
    place = f"{file}, {row.sheet}, row {row.number}" if row.new_signup else ""
    return Brought(seq, person if person > 0 else new_ids[CANDIDATE.key, person], row.joined.values, fields, place)
