"""A no that an address said itself: of a row that names nobody, or that a service reports of the address."""

import re
from collections.abc import Iterable, Iterator, Mapping

from coordinator.people.keys import folded_names
from coordinator.people.whose import addresses_in, number_of, words_in
from coordinator.records import opt_outs
from coordinator.records.fields import Row, Sign
from coordinator.records.kinds import Value, plain_text
from coordinator.records.mailboxes import same_mailbox_key

Cells = Mapping[str, Value]
_OF_ADDRESS = re.compile(
    r"(?i)unsub|\bopt(s|ed|ing)?[ _-]*outs?\b|^\W*stop(all)?\W*$|bounc|rebot|\bclean(ed|[ _]time)|suppress|complain"
    r"|\bspam\b|undeliver|dad[oa] de baja|^\W*baja\W*$|block ?list"
)
"""Words with which services and programs report of an address, whoever's it is."""


def is_reported(cells: Cells) -> bool:
    """Return whether a service or a program reports the no, rather than the person says it."""
    for heading, cell in cells.items():
        text = plain_text(cell)
        if _OF_ADDRESS.search(text) and opt_outs.said(text):
            return True
        if _OF_ADDRESS.search(heading) and any(opt_outs.read(text, heading).marks.values()):
            return True
    return False


def said_itself(address: str, rows: Iterable[Cells], person: Row) -> set[str]:
    """Return the marks that an e-mail or number of somebody said itself.

    Args:
        address: the e-mail or number.
        rows: the cells, by heading, of the rows that were taken for the person.
        person: who has it; a row with one of their names is what they say of themselves.
    """
    sign = Sign.EMAIL if "@" in address else Sign.PHONE
    looked_for = same_mailbox_key(address) if sign is Sign.EMAIL else number_of(address)
    return {mark for cells in rows if looked_for in _spoken_of(cells, sign, person) for mark in _marks_in(cells)}


def _spoken_of(cells: Cells, sign: Sign, person: Row) -> set[str]:
    """Return the addresses of one sign that a row is about; a service that sends e-mails knows of no number."""
    emails, phones = addresses_in(cells)
    if _names(cells, person) and (not is_reported(cells) or (emails and sign is Sign.PHONE)):
        return set()
    return set(map(same_mailbox_key, emails)) if sign is Sign.EMAIL else phones


def _names(cells: Cells, person: Row) -> bool:
    """Return whether a row has one of the names of a person."""
    names = {name for sign in (Sign.GIVEN_NAME, Sign.FAMILY_NAME) for name in folded_names(person, sign)}
    return not names.isdisjoint(words_in(cells))


def _marks_in(cells: Cells) -> Iterator[str]:
    for heading, cell in cells.items():
        yield from (mark for mark, said in opt_outs.read(plain_text(cell), heading).marks.items() if said)
