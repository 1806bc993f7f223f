"""Full-text search over every text field and answer: FTS5 on SQLite, tsvector on PostgreSQL."""

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Select,
    Text,
    cast,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
    type_coerce,
)
from sqlalchemy.engine import Connection

from coordinator.base.progress import SILENT, Progress
from coordinator.records.catalog import SEARCHED, VERDICT, RecordType
from coordinator.records.fields import Field
from coordinator.records.identities import SAME
from coordinator.store import indexes, search_words
from coordinator.store.expressions import SQLITE, Sql, like
from coordinator.store.tables import CHANGE

CREATED = "create"
"""How a change says that it made its record."""
AT_ONCE = 5_000
"""So many records are added to a new index between two reports of progress."""
# PostgreSQL's parser keeps e-mail addresses and compounds whole; without punctuation it sees only words.
_PG_SIGNS = r"[\u0001-/\u003a-@\u005b-`{-\u00bf\u2000-\u206f\u3000-\u303f]+"
_PG_WORDS = (
    "to_tsvector('simple'::regconfig, regexp_replace(regexp_replace(normalize(lower(body), NFD), "
    rf"'[\u0300-\u036f]+', '', 'g'), '{_PG_SIGNS}', ' ', 'g'))"
)


def is_searched(rt: RecordType) -> bool:
    """Return whether records of this type are in the index."""
    return rt.model.searched


def index_name(rt: RecordType) -> str:
    """Return the name of a record type's search table."""
    return f"search_{rt.key}"


def ddl(dialect_name: str) -> list[str]:
    """Return the statements that create everything searching needs: search tables, and indexes."""
    statements = indexes.ddl(dialect_name)
    for rt in SEARCHED:
        statements += table_ddl(index_name(rt), dialect_name)
    return statements


def table_ddl(name: str, dialect: str) -> list[str]:
    """Return the statements that create a search table of a name."""
    if dialect == SQLITE:
        options = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
        return [f"CREATE VIRTUAL TABLE {name} USING fts5(body, {options})"]
    words = f"words tsvector GENERATED ALWAYS AS ({_PG_WORDS}) STORED"
    return [
        f"CREATE TABLE {name} (id bigint PRIMARY KEY, body text, {words})",
        f"CREATE INDEX ix_{name}_words ON {name} USING gin (words)",
    ]


def _body(rt: RecordType, dialect: str) -> str:
    """Return SQL for all the searchable text of a record, as one text."""
    parts = [_part(f) for f in rt.stored if f.kind.searchable and not f.is_answer]
    if rt.has_answers:
        each = "json_each(t.answers)" if dialect == SQLITE else "json_each_text(CAST(t.answers AS json))"
        joined = "group_concat(value, ' ')" if dialect == SQLITE else "string_agg(value, ' ')"
        parts.append(f"CASE WHEN t.answers IS NULL THEN '' ELSE coalesce((SELECT {joined} FROM {each}), '') END")
    return " || ' ' || ".join(parts)


def _part(field: Field) -> str:
    return f"coalesce(t.\"{field.key}\", '')"


def _key(dialect: str) -> str:
    return "rowid" if dialect == SQLITE else "id"


def _insert(rt: RecordType, dialect: str, where: str = "") -> str:
    into = f"INSERT INTO {index_name(rt)} ({_key(dialect)}, body)"
    return f'{into} SELECT t.id, {_body(rt, dialect)} FROM "{rt.key}" t {where}'


def _listed(dialect: str) -> str:
    if dialect == SQLITE:
        return "(SELECT value FROM json_each(:ids))"
    return "(SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST(:ids AS json)))"


def refresh(connection: Connection, record_type: RecordType, ids: Sequence[int]) -> None:
    """Update the index for records as they are now; deleted ones are removed from it.

    connection: in a writing transaction.
        connection: one in a writing transaction.
        record_type: their type; nothing is done if it is not searched.
        ids: their numbers.
    """
    if not ids or not is_searched(record_type):
        return
    first, last = min(ids), max(ids)
    if last - first + 1 == len(ids) and not _any_indexed(connection, record_type, first, last):
        refresh_new(connection, record_type, first, last)
        return
    dialect = connection.dialect.name
    listed, values = _listed(dialect), {"ids": json.dumps(list(ids))}
    connection.execute(text(f"DELETE FROM {index_name(record_type)} WHERE {_key(dialect)} IN {listed}"), values)
    connection.execute(text(_insert(record_type, dialect, f"WHERE t.id IN {listed}")), values)


def _any_indexed(connection: Connection, rt: RecordType, first: int, last: int) -> bool:
    between = f"{_key(connection.dialect.name)} BETWEEN :first AND :last"
    statement = text(f"SELECT 1 FROM {index_name(rt)} WHERE {between} LIMIT 1")
    return connection.scalar(statement, {"first": first, "last": last}) is not None


def refresh_new(connection: Connection, record_type: RecordType, first_id: int, last_id: int) -> None:
    """Add new records, numbered without gaps, to the index in one statement."""
    statement = text(_insert(record_type, connection.dialect.name, "WHERE t.id BETWEEN :first AND :last"))
    connection.execute(statement, {"first": first_id, "last": last_id})


def rebuild(connection: Connection, *, progress: Progress = SILENT) -> None:
    """Rebuild the whole index.

    Raises:
        Cancelled: the person canceled.
    """
    dialect = connection.dialect.name
    for rt in SEARCHED:
        connection.execute(text(f"DROP TABLE IF EXISTS {index_name(rt)}"))
        for statement in table_ddl(index_name(rt), dialect):
            connection.execute(text(statement))
        last = connection.scalar(text(f'SELECT max(id) FROM "{rt.key}"')) or 0
        for start in range(0, last, AT_ONCE):
            progress.step(start, last, f"Upgrading: words to search for ({rt.plural.lower()})")
            refresh_new(connection, rt, start + 1, start + AT_ONCE)


def purge(connection: Connection, record_type: RecordType) -> None:
    """Purge the words of deleted entries from the index's own pages; for forgetting a person."""
    if connection.dialect.name == SQLITE and is_searched(record_type):
        name = index_name(record_type)
        connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('optimize')"))


def see_anew(connection: Connection) -> None:
    """Have a connection look at the index again: SQLite's own check believes what it saw before others wrote."""
    for rt in SEARCHED:
        connection.execute(text(f"SELECT rowid FROM {index_name(rt)} LIMIT 1")).all()


def differences(connection: Connection) -> list[str]:
    """Return a sentence for each difference between an index and its records."""
    found = []
    for rt in SEARCHED:
        for what, statement in _checks(rt, connection.dialect.name).items():
            if count := connection.scalar(text(statement)):
                found.append(f"{rt.plural}: {count} {what}.")
    return found


def _checks(rt: RecordType, dialect: str) -> dict[str, str]:
    key, name = _key(dialect), index_name(rt)
    differ = "IS NOT" if dialect == SQLITE else "IS DISTINCT FROM"
    both = f'FROM {name} s JOIN "{rt.key}" t ON t.id = s.{key}'
    missing = f'FROM "{rt.key}" WHERE id NOT IN (SELECT {key} FROM {name})'
    extra = f'FROM {name} WHERE {key} NOT IN (SELECT id FROM "{rt.key}")'
    stale = f"{both} WHERE s.body {differ} ({_body(rt, dialect)})"
    return {
        "not in the search index": f"SELECT count(*) {missing}",
        "in the search index, but not there": f"SELECT count(*) {extra}",
        "out of date in the search index": f"SELECT count(*) {stale}",
    }


def match(record_type: RecordType, words: str, dialect: str) -> ColumnElement[bool]:
    """Return the condition that a record contains every word of a text.

    Case and accents do not count; the last word may be a prefix; a part in quotes is a phrase;
    a phone number is found however it is written. Without any words, everything matches. A person is also found by what
    the record of somebody who was merged into theirs says, and by a name of their own that they gave up by it.
    """
    query = search_words.query(words, dialect)
    if not query:
        return true()
    chosen = _chosen(record_type, query, dialect)
    found: ColumnElement[bool] = record_type.table.c.id.in_(chosen)
    if not record_type.is_person:
        return found
    number = record_type.table.c.id
    return or_(found, number.in_(_merged(chosen)), number.in_(_once_called(record_type, words, dialect)))


def _chosen(rt: RecordType, query: str, dialect: str) -> Select[tuple[int]]:
    """Return the records whose words a query of the index finds."""
    name = index_name(rt)
    if dialect == SQLITE:
        index = table(name, column("rowid", BigInteger))
        return select(index.c.rowid).where(literal_column(name).op("MATCH")(query))
    index = table(name, column("id", BigInteger), column("words", Text))
    asked = func.to_tsquery(literal_column("'simple'::regconfig"), query)
    return select(index.c.id).where(index.c.words.op("@@")(asked))


def _once_called(rt: RecordType, words: str, dialect: str) -> Select[tuple[int]]:
    """Return those who gave up a name when somebody was merged into them, and are asked for by it."""
    verdicts, made, given_up = VERDICT.table.c, CHANGE.alias().c, CHANGE.alias().c
    names = [_given_up(given_up.fields, key, dialect) for key in rt.names]
    asked = [
        or_(_is_called(given_up.record_id, rt, ways, dialect), *_written(ways, names, dialect))
        for ways in search_words.terms(words)
    ]
    return select(verdicts.first).where(
        verdicts.verdict == SAME,
        verdicts.deleted_at.is_(None),
        made.record == VERDICT.key,
        made.record_id == verdicts.id,
        made.action == CREATED,
        given_up.seq == made.seq,
        given_up.record == rt.key,
        given_up.record_id == verdicts.first,
        *asked,
    )


def _is_called(
    number: ColumnElement[int], rt: RecordType, ways: search_words.Ways, dialect: str
) -> ColumnElement[bool]:
    """Return the condition that a person's own record has a word, in one of the ways to write it."""
    return number.in_(_chosen(rt, search_words.query_of([ways], dialect), dialect))


def _written(ways: search_words.Ways, texts: Iterable[Sql], dialect: str) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that texts have a word, in one of the ways to write it; see `_words_of`."""
    written = [(" ".join(some), "%" if goes_on else " %") for some, goes_on in ways]
    yield from (like(text_, ("% ", said, end), dialect) for text_ in texts for said, end in written)


def _given_up(fields: Sql, key: str, dialect: str) -> Sql:
    """Return SQL for the words that stood in a field before a step; see `_words_of`."""
    text_ = type_coerce(fields, Text)
    if dialect == SQLITE:
        was = func.json_extract(text_, f"$.{key}[0]")
    else:
        was = func.json_extract_path_text(cast(text_, JSON), key, "0")
    return _words_of(was)


def _words_of(name: Sql) -> Sql:
    """Return SQL for the words of a name, with a blank before and behind each."""
    return func.concat(" ", func.replace(func.replace(name, "-", " "), "'", " "), " ")


def _merged(chosen: Select[tuple[int]]) -> Select[tuple[int]]:
    """Return those into whom some people were merged: they are found by what the others were called."""
    verdicts = VERDICT.table.c
    return select(verdicts.first).where(
        verdicts.verdict == SAME, verdicts.deleted_at.is_(None), verdicts.second.in_(chosen)
    )
