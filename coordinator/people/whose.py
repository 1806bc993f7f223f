"""Whose a sign-up is: what in a sheet's row names one of two people."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coordinator.base.folding import fold_word
from coordinator.changes.change_set import nothing
from coordinator.people.keys import folded_names
from coordinator.records.catalog import CANDIDATE
from coordinator.records.fields import ADDRESSES, Row, Sign
from coordinator.records.kinds import as_object, plain_text

_EMAIL = re.compile(r"[^\s<>(),;]+@[^\s<>(),;]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PHONE_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Signs:
    """What in a sheet's row shows whose it is."""

    emails: frozenset[str]
    phones: frozenset[str]
    names: frozenset[frozenset[str]]


def signs_of(row: Row) -> Signs:
    """Return what in a sheet's row shows whose it is."""
    emails, phones = (CANDIDATE.values_of(row, sign) for sign in ADDRESSES)
    given, families = (folded_names(row, sign) for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME))
    return Signs(
        frozenset(str(e).casefold() for e in emails),
        frozenset(number_of(str(p)) for p in phones),
        frozenset(frozenset((g, family)) for g in given for family in families),
    )


def learned(signs: Signs, signup: Row, among: Signs) -> Signs:
    """Return what shows whose a row is once a sign-up is known to be theirs too.

    Args:
        signs: what showed it so far.
        signup: the sign-up.
        among: the addresses of somebody's own; its row may hold others' too.
    """
    emails, phones = addresses_in(as_object(signup.get("row")))
    return replace(signs, emails=signs.emails | (emails & among.emails), phones=signs.phones | (phones & among.phones))


def number_of(text: str) -> str:
    """Return the digits of a phone number, as far as they are compared."""
    return "".join(c for c in text if c.isdigit())[-PHONE_DIGITS:]


def addresses_in(cells: Row) -> tuple[set[str], set[str]]:
    """Return the e-mails and the digits of the numbers in a sheet's row."""
    texts = _texts(cells)
    emails = {e.casefold().strip(".") for t in texts for e in _EMAIL.findall(t)}
    return emails, {digits for t in texts if len(digits := number_of(t)) == PHONE_DIGITS}


def words_in(cells: Row) -> set[str]:
    """Return the folded words in a sheet's row, and its whole cells, without e-mails."""
    return {fold_word(w) for t in _texts(cells) for w in (t, *_WORD.findall(_EMAIL.sub(" ", t)))}


def _texts(cells: Row) -> list[str]:
    return [plain_text(v) for v in cells.values() if not nothing(v)]


def owner_of(signup: Row, signs: Mapping[int, Signs]) -> int | None:
    """Return the owner of a sign-up: the one of two people named by all signs that name only one of them."""
    cells = as_object(signup.get("row"))
    emails, phones = addresses_in(cells)
    words = words_in(cells)
    named = {
        _only(n for n, s in signs.items() if not emails.isdisjoint(s.emails)),
        _only(n for n, s in signs.items() if not phones.isdisjoint(s.phones)),
        _only(n for n, s in signs.items() if any(name <= words for name in s.names)),
    } - {None}
    return _only(named)


def _only(found: Iterable[int | None]) -> int | None:
    listed = list(found)
    return listed[0] if len(listed) == 1 else None
