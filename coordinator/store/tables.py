"""The store's own tables: history, and what the file says about itself."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, MetaData, Table, Text

from coordinator.records.fields import Record
from coordinator.records.kinds import JsonText

METADATA: MetaData = Record.metadata

META = Table(
    "meta",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text),
)
"""Facts about the campaign file: `campaign` (its id), `lock` (the one writer on PostgreSQL)."""

NEXT_ID = Table(
    "next_id",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""For each record type, the number of the next new record. Numbers are never reused."""

CHANGE_SET = Table(
    "change_set",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("source", Text),
    Column("undoes", BigInteger, ForeignKey("change_set.seq")),
    Column("token", Text, nullable=False),
    Column("kept", JsonText),
    Column("resealed", JsonText),
    Column("digest", Text),
    Column("seal", Text),
)
"""One action by a user. `kept` lists what could not be done, and how conflicts were decided. `digest` is the hash of
its changes, `seal` that of all of it and of the seal before; `resealed` says which steps it sealed anew, since it
erased something there."""

CHANGE = Table(
    "change",
    METADATA,
    Column("seq", BigInteger, ForeignKey("change_set.seq"), primary_key=True),
    Column("record", Text, primary_key=True),
    Column("record_id", BigInteger, primary_key=True),
    Column("action", Text, nullable=False),
    Column("fields", JsonText),
    Column("digest", LargeBinary),
    sqlite_with_rowid=False,
)
"""What happened to one record in a change set; `fields` is `{key: [before, after]}`, `digest` the hash of it and of
what a new record was created with."""

SKETCH = Table(
    "sketch",
    METADATA,
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    Column("figures", LargeBinary, nullable=False),
    Column("found_by", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
)
"""What likeness needs of people, those with neighboring numbers in one row; see `sketches`."""

HOME = Table(
    "home",
    METADATA,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("home", BigInteger, nullable=False),
)
"""Where people live; see `homes`."""

Index("ix_home_home", HOME.c.home, HOME.c.person)
Index("ix_change_record", CHANGE.c.record, CHANGE.c.record_id, CHANGE.c.seq)
Index("ix_change_set_undoes", CHANGE_SET.c.undoes)
