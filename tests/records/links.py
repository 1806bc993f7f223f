"""A kind that the program does not have: several web addresses. It is a class, and nothing else knows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from coordinator.records.catalog import CANDIDATE
from coordinator.records.kinds import ANSWER_KINDS, LINK, Kind, SetKind

KEY = "occupation"


class LinksKind(SetKind):
    """Several web addresses."""

    name: ClassVar[str] = "links"

    def __init__(self) -> None:
        super().__init__(LINK)


LINKS = LinksKind()


@contextmanager
def of_links(kind: Kind = LINKS) -> Iterator[str]:
    """Let a field of candidates hold several web addresses; gives its key."""
    field, column = CANDIDATE.by_key[KEY], CANDIDATE.table.c[KEY]
    before, stored = field.kind, column.type
    object.__setattr__(field, "kind", kind)
    column.type = kind.column()
    try:
        yield KEY
    finally:
        object.__setattr__(field, "kind", before)
        column.type = stored


@contextmanager
def as_answer(kind: Kind = LINKS) -> Iterator[str]:
    """Let campaigns give this kind to a field of their own; gives its key."""
    ANSWER_KINDS[kind.name] = kind
    try:
        yield "answers.pages"
    finally:
        del ANSWER_KINDS[kind.name]
