"""Full-text search: an index per kind of record, kept in the transaction that changes it."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, column, text
from sqlalchemy.engine import Connection

from coordinator.records.catalog import (
    CANDIDATE,
    CONTACT,
    EVENT,
    PARTNER,
    PARTNER_PERSON,
    PROGRAMME,
    REFERRAL,
    SIGNUP,
    RecordType,
)

SEARCHED = (CANDIDATE, PARTNER, EVENT, SIGNUP, REFERRAL, CONTACT, PARTNER_PERSON, PROGRAMME)
_KEYS = frozenset(rt.key for rt in SEARCHED)
CHUNK = 800
_WORD = re.compile(r"\w+", re.UNICODE)
_PHONE = re.compile(r"[+(]?[\d][\d\s().+\-]{5,}")


def index_name(rt: RecordType) -> str:
    """Return the name of a record type's index."""
    return f"search_{rt.key}"


def ddl(dialect: str) -> list[str]:
    """Return the statements that make the indexes."""
    if dialect == "sqlite":
        return [
            f"CREATE VIRTUAL TABLE {index_name(rt)} USING fts5("
            "body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
            for rt in SEARCHED
        ]
    made: list[str] = []
    for rt in SEARCHED:
        name = index_name(rt)
        made.append(
            f"CREATE TABLE {name} (rowid BIGINT PRIMARY KEY, body TEXT NOT NULL, "
            f"words TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', translate(lower(body), "
            f"'{_ACCENTS}', '{_PLAIN}'))) STORED)"
        )
        made.append(f"CREATE INDEX ix_{name} ON {name} USING GIN (words)")
    return made


_ACCENTS = "áàâäãåéèêëíìîïóòôöõúùûüñçø@.-"
_PLAIN = "aaaaaaeeeeiiiiooooouuuunco   "


def _body(rt: RecordType, dialect: str) -> str:
    """Return the SQL of a record's text: all that people read, and its answers."""
    parts = []
    for field in rt.shown:
        if field.stored and field.kind.searchable and field.key != "created_at":
            parts.append(f"coalesce(\"{field.key}\", '')")
    if rt.has_answers:
        parts.append(_ANSWERS[dialect])
    return " || ' ' || ".join(parts)


_ANSWERS = {
    "sqlite": "coalesce((SELECT group_concat(value, ' ') FROM json_each(answers)), '')",
    "postgresql": "coalesce((SELECT string_agg(value, ' ') FROM json_each_text(answers::json)), '')",
}


def _insert(rt: RecordType, dialect: str, where: str) -> str:
    return (
        f"INSERT INTO {index_name(rt)} (rowid, body) SELECT id, {_body(rt, dialect)} "
        f'FROM "{rt.table.name}" WHERE deleted_at IS NULL AND {where}'
    )


def refresh(connection: Connection, rt: RecordType, ids: Sequence[int]) -> None:
    """Bring the index of these records up to date."""
    if rt.key not in _KEYS or not ids:
        return
    first, last = min(ids), max(ids)
    if last - first + 1 == len(ids) and len(ids) > CHUNK:
        _refresh_where(connection, rt, "{id} BETWEEN %d AND %d" % (first, last))
        return
    for start in range(0, len(ids), CHUNK):
        numbers = ",".join(str(int(i)) for i in ids[start : start + CHUNK])
        _refresh_where(connection, rt, "{id} IN (" + numbers + ")")


def _refresh_where(connection: Connection, rt: RecordType, condition: str) -> None:
    connection.execute(text(f"DELETE FROM {index_name(rt)} WHERE " + condition.format(id="rowid")))
    connection.exec_driver_sql(_insert(rt, connection.dialect.name, condition.format(id="id")))


def rebuild(connection: Connection) -> None:
    """Make all indexes anew."""
    for rt in SEARCHED:
        _refresh_where(connection, rt, "{id} > 0")


def differences(connection: Connection) -> list[str]:
    """Return a sentence for each index that does not agree with its records."""
    found = []
    for rt in SEARCHED:
        name, body = index_name(rt), _body(rt, connection.dialect.name)
        missing = (
            f"SELECT count(*) FROM (SELECT id, {body} AS body FROM \"{rt.table.name}\" WHERE deleted_at IS NULL) r "
            f"LEFT JOIN {name} s ON s.rowid = r.id WHERE s.rowid IS NULL OR s.body <> r.body"
        )
        extra = (
            f'SELECT count(*) FROM {name} s LEFT JOIN "{rt.table.name}" r ON r.id = s.rowid '
            "WHERE r.id IS NULL OR r.deleted_at IS NOT NULL"
        )
        wrong = (connection.exec_driver_sql(missing).scalar() or 0) + (connection.exec_driver_sql(extra).scalar() or 0)
        if wrong:
            found.append(f"The search index of {rt.plural.lower()} is out of date for {wrong} records.")
    return found


def tokens(words: str) -> list[list[str]]:
    """Return the words of a search; those of a quoted phrase, or of a phone number, together."""
    groups: list[list[str]] = []
    for quoted, plain in re.findall(r'"([^"]*)"|([^"]+)', words):
        if quoted:
            groups.append(_WORD.findall(quoted))
            continue
        phone = _PHONE.fullmatch(plain.strip())
        if phone:
            digits = re.sub(r"\D", "", plain)
            groups.append([digits if digits.startswith("1") and len(digits) > 10 else "1" + digits])
        else:
            groups += [[w] for w in _WORD.findall(plain.replace("_", " "))]
    return [g for g in groups if g]


def match(rt: RecordType, words: str, dialect: str) -> ColumnElement[bool] | None:
    """Return the condition that a record holds all words, the last ones as beginnings.

    Returns:
        None where there is nothing to look for, or this kind of record has no index.
    """
    groups = tokens(words)
    if not groups or rt.key not in _KEYS:
        return None
    name = index_name(rt)
    if dialect == "sqlite":
        query = " ".join('"' + " ".join(g) + '"' + ("*" if len(g) == 1 else "") for g in groups)
        found = text(f"SELECT rowid FROM {name} WHERE {name} MATCH :words").bindparams(words=query)
    else:
        plain = str.maketrans(_ACCENTS, _PLAIN)
        query = " & ".join(
            "(" + " <-> ".join(w.lower().translate(plain) + (":*" if len(g) == 1 else "") for w in g) + ")"
            for g in groups
        )
        found = text(f"SELECT rowid FROM {name} WHERE words @@ to_tsquery('simple', :words)").bindparams(words=query)
    return rt.table.c.id.in_(found.columns(column("rowid")))


