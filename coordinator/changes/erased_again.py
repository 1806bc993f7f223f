"""Words that were erased in the campaign are erased again in an older copy of it that is restored.

The words themselves are nowhere kept. But both files have the same history up to a step, and the one that was replaced
says what stands there since the erasing, step by step.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.engine import Connection

from coordinator.changes import apply as applying
from coordinator.changes.erased_places import ERASED_IN, ErasedPlace, erased_where, place_of
from coordinator.changes.forget import ERASED_WORDS, KIND, erase_for_good
from coordinator.changes.mentions import find_anew
from coordinator.changes.naming import was_before_erasing
from coordinator.changes.plan import Plan
from coordinator.changes.rewriting import Rewriting
from coordinator.records.catalog import record_type
from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import Value, as_object
from coordinator.store import query
from coordinator.store.campaign import Campaign, head_of
from coordinator.store.tables import CHANGE, CHANGE_SET


@dataclass(slots=True)
class PlacePast:
    """What stands in a field, and what its history says of it.

    Attributes:
        is_there: whether its record is.
        now: what stands there now.
        steps: sequence number → what the step changed it from and to; of an entry of the history, nothing.
    """

    is_there: bool = False
    now: Value = None
    steps: dict[int, list[Value]] = field(default_factory=dict)

    def at(self, seq: int) -> Value:
        """Return what stood there after a step."""
        return next((pair[0] for later, pair in sorted(self.steps.items()) if later > seq), self.now)


@dataclass(frozen=True, slots=True)
class ErasedSince:
    """The fields of a campaign in which words were erased, and what is left of them.

    Attributes:
        places: key of the mention → what stands there, and stood there.
        steps: sequence number → what the step is known by.
    """

    places: Mapping[str, PlacePast] = field(default_factory=dict)
    steps: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, keys: Iterable[str]) -> "ErasedSince":
        """Return what is left at places of a campaign where words were erased, by the keys of the mentions."""
        places = {key: place for key in keys if (place := place_of(key))}
        return cls({key: _past(connection, place) for key, place in places.items()}, _steps(connection))


def _steps(connection: Connection) -> dict[int, str]:
    return {seq: token for seq, token in connection.execute(select(CHANGE_SET.c.seq, CHANGE_SET.c.token))}


def _past(connection: Connection, place: ErasedPlace) -> PlacePast:
    if not place.record:
        if place.field not in CHANGE_SET.c:
            return PlacePast()
        row = connection.execute(select(CHANGE_SET.c[place.field]).where(CHANGE_SET.c.seq == place.number)).first()
        return PlacePast() if row is None else PlacePast(True, row[0])
    rt = query.typed(connection, record_type(place.record))
    row_ = query.record(connection, rt, place.number)
    if row_ is None:
        return PlacePast()
    answers = as_object(row_.get("answers")) if place.field.startswith(ANSWER_PREFIX) else {}
    now = answers.get(place.field.removeprefix(ANSWER_PREFIX)) if answers else row_.get(place.field)
    of = (CHANGE.c.record == place.record, CHANGE.c.record_id == place.number, CHANGE.c.fields.is_not(None))
    changes = connection.execute(select(CHANGE.c.seq, CHANGE.c.fields).where(*of))
    pairs = {seq: [*pair] for seq, fields in changes if isinstance(pair := as_object(fields).get(place.field), list)}
    return PlacePast(True, now, pairs)


def erase_again(restored: Campaign, known: ErasedSince, *, author: str) -> list[str]:
    """Erase words in a restored copy that were erased since in the file it replaced.

    Args:
        restored: the restored copy.
        known: what the replaced file has where words were erased.
        author: who restores.

    Returns:
        where words may be back, in words: there the two files have different histories.
    """
    with restored.writing() as connection:
        here = ErasedSince.of(connection, known.places)
        common = _common(here.steps, known.steps)
        goes = {k: now for k, past in here.places.items() if (now := _without(past, known.places[k], common)) != past}
        unsure = [k for k, past in here.places.items() if _is_unsure(goes.get(k, past), known.places[k], common)]
        if goes:
            line = Plan(KIND, ERASED_WORDS, head_of(connection), told=[ERASED_IN + key for key in goes])
            erase_for_good(connection)
            rewriting = Rewriting(connection)
            seq = applying.write_line(connection, line, author)
            for key, past in goes.items():
                if place := place_of(key):
                    _write(connection, place, here.places[key], past, rewriting)
            _find_anew(connection, goes)
            rewriting.seal(seq)
    if goes:
        restored.compact()
    return [erased_where(ERASED_IN + key) for key in unsure]


def _common(here: Mapping[int, str], there: Mapping[int, str]) -> int:
    """Return the last step that two histories share."""
    last = 0
    for seq in sorted(here):
        if there.get(seq) != here[seq]:
            break
        last = seq
    return last


def _without(past: PlacePast, known: PlacePast, common: int) -> PlacePast:
    """Return what a field and its history are in a copy once they have only what is left in the replaced file."""
    if not past.is_there or not known.is_there:
        return past
    left = known.at(common)
    steps = {s: known.steps.get(s, pair) if s <= common else [*pair] for s, pair in past.steps.items()}
    own = sorted(seq for seq in steps if seq > common)
    if own:
        steps[own[0]][0] = left
    return PlacePast(True, past.now if own else left, steps)


def _is_unsure(past: PlacePast, known: PlacePast, common: int) -> bool:
    """Return whether a field was written in a copy alone, and may have the words again."""
    own = [pair[1] for seq, pair in past.steps.items() if seq > common]
    texts = [known.now, *(value for pair in known.steps.values() for value in pair)]
    return any(was_before_erasing(said, left) for said in own for left in texts)


def _write(connection: Connection, place: ErasedPlace, was: PlacePast, past: PlacePast, rewriting: Rewriting) -> None:
    if not place.record:
        rewriting.line(place.number, {place.field: past.now})
        return
    rt = query.typed(connection, record_type(place.record))
    if past.now != was.now:
        row = query.record(connection, rt, place.number) or {}
        name = place.field.removeprefix(ANSWER_PREFIX)
        is_answer = name != place.field
        value: Value = {**as_object(row.get("answers")), name: past.now} if is_answer else past.now
        rewriting.record(rt, place.number, {"answers" if is_answer else name: value})
    for seq, pair in past.steps.items():
        if pair != was.steps[seq]:
            of = (CHANGE.c.seq == seq, CHANGE.c.record == rt.key, CHANGE.c.record_id == place.number)
            fields = as_object(connection.scalar(select(CHANGE.c.fields).where(*of)))
            rewriting.change(seq, rt.key, place.number, {**fields, place.field: pair})


def _find_anew(connection: Connection, keys: Collection[str]) -> None:
    """Let the search and what people are found by know what is left."""
    touched: dict[str, list[int]] = {}
    for place in map(place_of, keys):
        if place is not None and place.record:
            touched.setdefault(place.record, []).append(place.number)
    find_anew(connection, touched)
