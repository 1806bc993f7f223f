"""The canonical text of a change and of a step, and their hashes: the same on every database, by format 1.

`docs/file-format.md` describes the format. What a record was created with is in its row and not in the history, so a
change that created one is hashed with these values.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Boolean, Float, Integer
from sqlalchemy.types import TypeEngine

from coordinator.records.fields import ANSWER_PREFIX
from coordinator.records.kinds import JsonText, Value, as_object, quoted, to_json

FORMAT = "1"
"""Changes when anything of the canonical texts does; it stands before each seal."""
SHORT = 12
"""So many letters of a seal are shown to people."""
DIGEST = 16
"""Length of the digest of a change, in bytes."""
_SAMPLE = 200
_Show = Callable[[Value], str]


class StepLine(NamedTuple):
    """What a step's own line in the history says, in the order in which it is hashed; lists are JSON text."""

    seq: int
    kind: str
    title: str
    author: str
    at: str
    source: str | None
    undoes: int | None
    token: str
    kept: str | None
    resealed: str | None


def digest_of(record: str, number: int, action: str, fields: str | None) -> bytes:
    """Return the digest of a change.

    Args:
        record: key of the record type.
        number: the record's number.
        action: what was done to it.
        fields: the text of `fields` as it is stored; of a record that was created the lines of its values.
    """
    text = f"{record} {number} {action}\n{fields or ''}"
    return hashlib.sha256(text.encode()).digest()[:DIGEST]


def digest_of_step(digests: Iterable[bytes]) -> str:
    """Return the digest of all changes of a step, whatever their order."""
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()


def beginning_of(campaign: str | None) -> str:
    """Return what the seal of the first step goes on from: it depends on the campaign's id."""
    return _seal(f"coordinator history\n{campaign or ''}")


def seal_of(line: StepLine, digest: str, before: str) -> str:
    """Return the seal of a step.

    Args:
        line: what its line says.
        digest: the digest of its changes.
        before: the seal before it.
    """
    return _seal(f"{before}\n{to_json(list(line))}\n{digest}")


def _seal(text: str) -> str:
    return f"{FORMAT}:{hashlib.sha256(text.encode()).hexdigest()}"


def shown(seal: str | None) -> str:
    """Return what people note of a seal: its first letters, in groups of four; "" if there is none."""
    letters = (seal or "").partition(":")[2][:SHORT]
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def digests_of_new(
    record: str, numbers: Sequence[int], columns: Mapping[str, Sequence[Value]], types: Mapping[str, TypeEngine[Value]]
) -> list[bytes]:
    """Return the digest of each change that created a record; in columns, since an import has 90,000.

    Args:
        record: key of the record type.
        numbers: the records' numbers.
        columns: field key → the value of each of these records as it is stored; lists and objects are JSON text, but
            those of `answers` are objects.
        types: field key → its column's type.
    """
    parts: list[Iterable[str]] = [repeat(f"{record} "), map(str, numbers), repeat(" create\n")]
    for _, some in sorted(_columns(columns, types), key=itemgetter(0)):
        parts += some
    texts, sha256 = map("".join, zip(*parts, strict=False)), hashlib.sha256
    return [sha256(text.encode()).digest()[:DIGEST] for text in texts]


def lines_of(values: Mapping[str, Value], types: Mapping[str, TypeEngine[Value]]) -> str:
    """Return the canonical text of what a record was created with; see `digests_of_new`."""
    texts = {key: "".join(chain(*parts)) for key, parts in _columns({key: [v] for key, v in values.items()}, types)}
    return "".join(texts[key] for key in sorted(texts))


def _columns(
    columns: Mapping[str, Sequence[Value]], types: Mapping[str, TypeEngine[Value]]
) -> Iterable[tuple[str, list[Iterable[str]]]]:
    """Yield each field with what its lines are made of, a text of each for each record; an empty value has no line."""
    for key, values in columns.items():
        if key != _ANSWERS:
            yield key, _lines(key, values, way_to_show(types[key]))
            continue
        said = [as_object(value) if value else {} for value in values]
        for answer in sorted(set(chain.from_iterable(said))):
            own = [one.get(answer) for one in said]
            in_texts = all(value is None or isinstance(value, str) for value in own)
            yield ANSWER_PREFIX + answer, _lines(ANSWER_PREFIX + answer, own, _as_text if in_texts else _as_json)


_ANSWERS = ANSWER_PREFIX.rstrip(".")


def _lines(key: str, values: Sequence[Value], show: _Show) -> list[Iterable[str]]:
    start, length = f"{quoted(key)}:", len(values)
    sample = values[:_SAMPLE]
    if show is not _as_json and len({*sample}) * 2 <= len(sample):
        return [map(_Repeated(start, show).__getitem__, values)]
    if None in values:
        return [["" if value is None else f"{start}{show(value)}\n" for value in values]]
    return [repeat(start, length), map(show, values), repeat("\n", length)]


class _Repeated(dict[Value, str]):
    """The lines of a column that has few different values."""

    def __init__(self, start: str, show: _Show) -> None:
        self._start, self._show = start, show

    def __missing__(self, value: Value) -> str:
        line = self[value] = "" if value is None else f"{self._start}{self._show(value)}\n"
        return line


def way_to_show(of: TypeEngine[Value]) -> _Show:
    """Return how a stored value is written: one way for each type of column, whatever number it came as."""
    if isinstance(of, JsonText):
        return str
    if isinstance(of, Boolean | Integer):
        return _as_integer
    return _as_float if isinstance(of, Float) else _as_text


def _as_json(value: Value) -> str:
    return to_json(value) or "null"


def _as_integer(value: Value) -> str:
    return str(int(value)) if isinstance(value, int | float) else _as_text(value)


def _as_float(value: Value) -> str:
    return repr(float(value)) if isinstance(value, int | float) else _as_text(value)


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return quoted(value)
    return quoted(str(int(value) if isinstance(value, bool) else value))
