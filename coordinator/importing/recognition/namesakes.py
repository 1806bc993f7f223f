"""Names and e-mail addresses that go together: whose a column is, by its cells."""

import re
from collections.abc import Mapping, Sequence, Set

from coordinator.base.folding import without_accents
from coordinator.importing.recognition.column import ANOTHER_ONE, NAMES_OF, ColumnEvidence
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.records.kinds import plain_text

_NAMES = ("full_name", "name_turned", "first_name", "last_name")
_HALVES = frozenset(("first", "last"))
_ROWS = 40
_FEWEST = 3
_SAME = 0.3
"""From this share of rows on, in which a name stands in the e-mail address, both are one person's."""
_YOUTH = nouns("young")
"""Who signs up beside a parent, even where the parent alone has an e-mail address."""
_PARENTS = frozenset(("parent", "relative"))
_STAFF = "staff"
_SURELY = frozenset("emergency spouse child nominator referrer official host manager".split())


def match_names(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Note which names stand in the e-mail addresses of their rows; such a name is the person's own.

    Of the columns `namesakes` and `in_mail` are set, and `whose` is taken off where the cells tell better.
    """
    mails = [i for i, c in enumerate(columns) if "email" in c.kinds]
    names = [i for i, c in enumerate(columns) if "email" not in c.kinds and any(k in c.kinds for k in _NAMES)]
    if not mails or not names:
        return
    words = {i: [_words(plain_text(c)) for c in cells[i][:_ROWS]] for i in names}
    texts = {i: [_local(plain_text(c)) for c in cells[i][:_ROWS]] for i in mails}
    agreed = {(i, m): _agree(words[i], texts[m]) for i in names for m in mails}
    for at in names:
        columns[at].in_mail = max((s for m in mails if (s := agreed[at, m]) is not None), default=None)
    _own_after_all(columns, agreed)
    if len(mails) < 2:
        return
    own = [i for i in names if not columns[i].whose and columns[i].heading.repeated == 1 and not _is_after(columns, i)]
    if {m for c in columns if not c.whose and not c.is_contact for m in c.concepts} >= _HALVES:
        own = [i for i in own if _HALVES.intersection(columns[i].concepts)]  # and not whom a gift is dedicated to
    together = [set().union(*row) for row in zip(*(words[i] for i in own[:3]), strict=False)]
    for at in mails:
        columns[at].namesakes = _agree(together, texts[at])


def _own_after_all(columns: Sequence[ColumnEvidence], agreed: Mapping[tuple[int, int], float | None]) -> None:
    """Where an e-mail address has the name in it, and no address is known to be the person's, both are the person's."""
    pairs = [
        (name, mail)
        for (name, mail), share in agreed.items()
        if (share or 0.0) >= _SAME and not _SURELY.intersection((*columns[name].whose, *columns[mail].whose))
    ]
    pairs = [pair for pair in pairs if not _of_another(columns, *pair)]
    if any(_YOUTH.intersection(columns[name].words) and not columns[name].whose for name, _ in agreed):
        pairs = [
            (name, mail)
            for name, mail in pairs
            if not _PARENTS.intersection((*columns[name].whose, *columns[mail].whose))
        ]
    pairs = [pair for pair in pairs if not _better_named(columns, pair, pairs, agreed)]
    if any("email" in c.kinds and _is_plainly_own(c) for c in columns):
        pairs = [pair for pair in pairs if not columns[pair[1]].whose]  # another's address has the other's name in it
    own = [pair for pair in pairs if not columns[pair[1]].whose]
    if not own and not any(not c.whose and NAMES_OF.intersection(c.concepts) for c in columns):
        own = [pair for pair in pairs if pair[1] == pairs[0][1]]  # of several others' the first is meant
    mails = {mail for _, mail in own or pairs}
    if len(mails) != 1:
        return
    owned = [columns[i] for i in dict.fromkeys(i for pair in own or pairs for i in pair) if columns[i].whose]
    meant = {(c.whose, c.words[0]) for c in owned if c.words}
    for column in owned:
        _set_free(column)
    for column in columns:
        if ANOTHER_ONE.intersection(column.words):
            continue  # "Guardian 2 cell" beside "Guardian 1 cell"
        if column.words and (column.whose, column.words[0]) in meant:
            _set_free(column)


def _of_another(columns: Sequence[ColumnEvidence], name: int, mail: int) -> bool:
    """Return whether a name and the address with it in it are another's: *Texter* and *Texter email*, beside a name."""
    own = [c for c in columns if not c.whose and NAMES_OF.intersection(c.concepts)]
    same = set(columns[name].whose).intersection(columns[mail].whose)
    return bool(own and same) and (_STAFF in same or all((c.in_mail or 0.0) < _SAME for c in own))


def _is_plainly_own(column: ColumnEvidence) -> bool:
    """Return whether a heading asks for an e-mail address and names nobody and nothing else: *Email*, *Your e-mail*."""
    return not column.whose and set(column.concepts) <= _PLAIN and "email" in column.concepts


_PLAIN = frozenset("email address primary main street".split())


def _better_named(
    columns: Sequence[ColumnEvidence],
    pair: tuple[int, int],
    pairs: Sequence[tuple[int, int]],
    agreed: Mapping[tuple[int, int], float | None],
) -> bool:
    """Return whether an address is that of another name, which agrees as well: a parent's last name is the child's."""
    name, mail = pair
    if not columns[name].whose:
        return False
    same = set(columns[mail].whose)
    return any(
        other != name
        and to == mail
        and (agreed[other, to] or 0.0) >= (agreed[pair] or 0.0)
        and _of(columns[other], same)
        for other, to in pairs
    ) and not same.intersection(columns[name].whose)


def _of(column: ColumnEvidence, whose: Set[str]) -> bool:
    return not column.whose or bool(whose & set(column.whose))


def _set_free(column: ColumnEvidence) -> None:
    column.concepts = tuple(c for c in column.concepts if c not in column.whose)
    column.whose = ()


def _is_after(columns: Sequence[ColumnEvidence], at: int) -> bool:
    return any(c.whose for c in columns[max(0, at - 4) : at])


def _agree(names: Sequence[set[str]], texts: Sequence[str]) -> float | None:
    """Return the share of rows whose address has a word of the name in it; None if there are too few rows."""
    rows = [any(w in text for w in own) for own, text in zip(names, texts, strict=False) if own and text]
    return sum(rows) / len(rows) if len(rows) >= _FEWEST else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", without_accents(text)))


def _local(text: str) -> str:
    return without_accents(text).partition("@")[0]
