"""Renaming the key of a campaign's own field: its values, their history, and all that names it go with it.

An answer's key is made from its heading, so it holds a name if the heading did. This writes no step.
"""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import String, Text, select, type_coerce
from sqlalchemy.engine import Connection

from coordinator.changes.mentions import Mention
from coordinator.changes.name_writings import Sureness
from coordinator.changes.naming import NameFinder
from coordinator.changes.person_traces import changes_about
from coordinator.changes.rewriting import Rewriting
from coordinator.records.catalog import ANSWER, RECORDS
from coordinator.records.fields import ANSWER_PREFIX, answer_key
from coordinator.records.kinds import JsonText, Value, as_object
from coordinator.store import query
from coordinator.store.tables import CHANGE

_ANSWERS = ANSWER_PREFIX.rstrip(".")


def keys_without(connection: Connection, finder: NameFinder, mentions: Iterable[Mention]) -> dict[str, str]:
    """Return the keys of answers that hold words of their erased headings: key → what it is to be."""
    levels: dict[int, set[Sureness]] = {}
    for mention in mentions:
        if mention.record == ANSWER.key:
            levels.setdefault(mention.number, set()).add(mention.level)
    rows = query.read_rows(connection, ANSWER, sorted(levels))
    taken = set(connection.scalars(select(ANSWER.table.c.key)))
    found: dict[str, str] = {}
    for row in rows:
        before = [v for _, f in changes_about(connection, ANSWER.key, [row["id"]]) for v in f.get("heading", ())]
        headings = [row["heading"], *(v for v in before if isinstance(v, str))]
        bare = row["key"].rstrip("_")
        made_from = next((h for h in headings if answer_key(h).rstrip("_") == bare), row["key"])
        left = made_from
        for level in sorted(levels[row["id"]], reverse=True):
            left = finder.only(level).without(left)
        new = answer_key(left)
        if made_from == left or new == bare:
            continue
        while new in taken:
            new += "_"
        taken.add(new)
        found[row["key"]] = new
    return found


def in_new_words(text: str, keys: Mapping[str, str]) -> str:
    """Return a text that names answers by their keys, with the new ones."""
    for old, new in keys.items():
        text = re.sub(rf"(?<![\w.]){re.escape(ANSWER_PREFIX + old)}(?!\w)", ANSWER_PREFIX + new, text)
    return text


def rename_answers(connection: Connection, keys: Mapping[str, str], rewriting: Rewriting) -> None:
    """Give answers new keys: in the records of the answers, in all values, lists, filters, and the whole history."""
    if not keys:
        return
    for rt in RECORDS:
        columns = [c for c in rt.table.columns if isinstance(c.type, String | JsonText)]
        statement = select(rt.table.c.id, *(type_coerce(c, Text) for c in columns))
        hits = [n for n, *texts in connection.execute(statement) if any(k in (t or "") for k in keys for t in texts)]
        rewriting.touch(rt.key, hits)
        for start in range(0, len(hits), 500):
            about = rt.table.c.id.in_(hits[start : start + 500])
            for number, *values in connection.execute(select(rt.table.c.id, *columns).where(about)).all():
                fields = {c.name: value for c, value in zip(columns, values, strict=True)}
                after = {name: _renamed(name, value, keys) for name, value in fields.items()}
                if rt is ANSWER:
                    after["key"] = keys.get(str(fields["key"]), fields["key"])
                if after != fields:
                    rewriting.record(rt, number, after)
    _rename_back(connection, keys, rewriting)


def _rename_back(connection: Connection, keys: Mapping[str, str], rewriting: Rewriting) -> None:
    statement = select(CHANGE.c.seq, CHANGE.c.record, CHANGE.c.record_id, type_coerce(CHANGE.c.fields, Text))
    rows = connection.execute(statement.where(CHANGE.c.fields.is_not(None)))
    hits = [(seq, record, number) for seq, record, number, raw in rows if any(key in raw for key in keys)]
    for record in {record for _, record, _ in hits}:
        rewriting.touch(record, [number for _, one, number in hits if one == record])
    for seq, record, number in hits:
        of = (CHANGE.c.seq == seq, CHANGE.c.record == record, CHANGE.c.record_id == number)
        fields = as_object(connection.scalar(select(CHANGE.c.fields).where(*of)))
        after = {in_new_words(key, keys): _renamed(key, pair, keys) for key, pair in fields.items()}
        if record == ANSWER.key and isinstance(pair := fields.get("key"), list):
            after["key"] = [keys.get(str(one), one) for one in pair]
        if after != fields:
            rewriting.change(seq, record, number, after)


def _renamed(name: str, value: Value, keys: Mapping[str, str]) -> Value:
    """Return a stored value with the new keys; that of `answers` has them without the prefix."""
    if isinstance(value, str):
        return in_new_words(value, keys)
    if isinstance(value, Mapping):
        own = name == _ANSWERS
        return {(keys.get(k, k) if own else in_new_words(k, keys)): _renamed("", v, keys) for k, v in value.items()}
    return [_renamed(name, v, keys) for v in value] if isinstance(value, list) else value
