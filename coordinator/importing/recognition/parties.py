"""Parties of a sheet: columns that share the words before what they hold, as `X`, `X Email`, `X Phone` do.

Whatever noun a party is called by, at most one of a sheet is the person who signed up.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.base.folding import without_accents
from coordinator.importing.recognition.column import NAMES_OF, NEXT_ONE, SOMEBODY, ColumnEvidence
from coordinator.importing.recognition.lexicon import concepts_of
from coordinator.importing.recognition.person_nouns import nouns
from coordinator.importing.recognition.plainly_worded import plainly
from coordinator.importing.recognition.subjects import ROLES
from coordinator.importing.recognition.undress import split_words
from coordinator.records.kinds import plain_text

_HELD = frozenset(
    "name first last full middle suffix email phone mobile landline address street line2 city state zip county".split()
)
"""Concepts of what a person has: what stands before them says whose it is."""
_WHERE = frozenset("address street city state zip county".split())
_HELD_TOO = frozenset("number numbers no num # addr e info id mail tel ph plz initial mi text sms of".split())
_WHICH = frozenset(
    "home work personal primary main best preferred private direct desk secure weekend weekday campaign house own "
    "your my current day daytime evening night other "
    "legal display real printed chosen maiden birth former previous nick badge given common the su sus mi mis tu "
    "usted you me business office school college sort mailing formal print reminder reminders alert alerts "
    "signature international whatsapp "
    "candidates people".split()
)
"""Words before what somebody has that say which of several, and not whose."""
_OF = frozenset("of de del for para".split())
_ARTICLES = frozenset("the a an your my el la los las su tu of de del".split())
_SPEAKS_FOR = nouns("speaks")
_NO_PERSONS = frozenset(
    "company event venue organization union ticket file campaignrec social technical household".split()
)
"""Concepts of words before what is no person's: *Company name*, *Event phone*."""
_OF_THINGS = frozenset("tag note place status money group category".split())
_STAFF = frozenset(("owner", "staff"))
_USER = frozenset(("user",))
"""Alone it may still be the person: *User name*."""
_SIGNED_UP = nouns("signs")
"""Who signs up: a sheet with such a party is about it."""
_ANYBODY = nouns("anybody")
"""Who a sheet may be about if its other party is no better."""
_SOMEBODY = nouns("another", "beside") | NEXT_ONE
"""Who stands beside those who sign up."""
_SERVED = nouns("served")
"""Whom somebody else looks after, who is named beside them."""
_SERVING = nouns("serves")
_SERVING_TOO = frozenset(("staff", "owner", "host"))
"""Concepts of those who look after others."""
_BELONG, _TO_THE_STAFF = (
    frozenset(("member", "members", "miembro", "person")),
    frozenset("team staff crew equipo".split()),
)
_OWN_THING = re.compile(r"(?i)\b(\w{3,})(?:['’]s|s['’])\s+(?:office|party|seat|district|race|position|level)\b")
_STEP = re.compile(r"\s*[>|»→]\s*|\s[/–—-]\s|:\s")
"""What stands between the steps of a heading: `Step 3 > Spouse > Name`."""
_NOUNS = nouns()
_OF_CLAUSES = frozenset("you your i my we our us me who whom whose which that usted su sus tu quien que".split())
_THEY = frozenset("they them their he she him her".split())
_MOSTLY, _HALF, _LONGEST, _SHORT_WORD = 0.5, 0.5, 5, 3
_SURE_BY = 1.0
_TWO_WORDS = 1.5
_FIRST_OF_THEM = frozenset(("1", "one", "a", "i"))
_EACH = 0.8
_FEWEST = 3
"""In so few rows two names may differ for once."""
_FIRST, _MAY_BE_FIRST = 0.8, 0.75
"""How much it counts that a party stands first; alone, it makes nothing certain."""
_AGREED, _APART = 2.0, 0.3
"""How much it counts that the names of one party alone stand in the addresses, and how far apart the shares are."""


@dataclass(slots=True)
class _Party:
    """The columns that share the words before what they hold: those of names, of e-mails and phones, and others."""

    stem: tuple[str, ...]
    names: list[int] = field(default_factory=list)
    reached: list[int] = field(default_factory=list)
    more: list[int] = field(default_factory=list)

    @property
    def all(self) -> list[int]:
        return [*self.names, *self.reached, *self.more]


def settle_parties(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]]) -> None:
    """Say of the parties of a sheet which one is the person, by how they stand together; the others are not.

    Where no party is plainly the person's, the likeliest one is asked about (`disputed`).
    """
    parties = _parties(columns)
    bare = parties.pop((), _Party(()))
    named = [at for at in bare.names if not columns[at].whose and columns[at].heading.repeated == 1]
    if head := _first_at_home(columns, parties, bare, named):
        _set_own(columns, head, certain=True)
        columns[head.names[0]].surely = "given_name"
        for party in parties.values():
            if party is not head and _is_whole(columns, party):
                _set_apart(columns, party)
        return
    if named and not any(columns[at].surely for p in parties.values() for at in p.names):
        own = _words_of(columns, cells, named)
        named_too = [p for p in parties.values() if _is_whole(columns, p) or _is_placed(columns, p)]
        others = [p for p in named_too if not _is_same(own, _words_of(columns, cells, p.names))]
        for party in others:
            _set_apart(columns, party)
        _nobodys(columns, parties, others, bare=True)
        _named_otherwise(columns, cells, named)
        _things_of_others(columns, named)
        return
    whole = [p for p in parties.values() if _is_whole(columns, p)]
    if len(whole) < 2 or not any(p.reached for p in whole):
        return
    ranks = [
        _rank(columns, p, whole) + _AGREED * r
        for p, r in zip(whole, _in_bare(columns, cells, whole, bare), strict=True)
    ]
    first = min(range(len(whole)), key=lambda n: min(whole[n].all))
    ranks[first] += _FIRST if ranks[first] >= _MAY_BE_FIRST else 0.0
    likeliest = max(range(len(whole)), key=lambda n: (ranks[n], -min(whole[n].all)))
    own_party, others = whole[likeliest], [p for p in whole if p is not whole[likeliest]]
    for party in others:
        _set_apart(columns, party)
    alone = sum(ranks[likeliest] - rank < _SURE_BY for rank in ranks) == 1
    _set_own(columns, own_party, alone or _counts_on(own_party, others))
    _nobodys(columns, parties, others, bare=False)


_OF_A_COUPLE = frozenset(("spouse", "parent"))
"""Concepts of those of whom a household has two; the first one is meant where nobody else is named."""


def _first_at_home(
    columns: Sequence[ColumnEvidence],
    parties: Mapping[tuple[str, ...], _Party],
    bare: _Party,
    named: Sequence[int],
) -> _Party | None:
    """Return the first person of a household whose names only share a last name: *Last name*, *Adult 1*, *Adult 2*."""
    halves = named and all("last" in columns[at].concepts for at in named)
    if not halves or any(not columns[at].whose and not _is_of_the_house(columns[at]) for at in bare.reached):
        return None
    whole = sorted((p for p in parties.values() if _is_whole(columns, p)), key=lambda p: min(p.all))
    if not whole or any(len(p.names) > 1 or columns[p.names[0]].facts.words >= _TWO_WORDS for p in whole):
        return None
    roles = [_OF_A_COUPLE.intersection(_meant(p.stem)) for p in whole]
    if len(whole) > 1 and all(role == roles[0] for role in roles) and (roles[0] or _counts_on(whole[0], whole[1:])):
        return whole[0]
    ranks = [_rank(columns, p, whole) for p in whole]
    return whole[0] if ranks[0] >= _MAY_BE_FIRST and ranks[0] == max(ranks) else None


def _is_of_the_house(column: ColumnEvidence) -> bool:
    return not _HOUSE_PHONE.isdisjoint(column.concepts)


_HOUSE_PHONE = frozenset(("landline", "home", "household"))


def _in_bare(
    columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]], whole: Sequence[_Party], bare: _Party
) -> list[bool]:
    """Return of each party whether its names alone stand in the e-mail addresses under a heading that names nobody."""
    mails = [at for at in bare.reached if "email" in columns[at].kinds and not columns[at].whose]
    if len(mails) != 1:
        return [False] * len(whole)
    texts = [without_accents(plain_text(c)).partition("@")[0] for c in cells[mails[0]]]
    shares = [_agree(_words_of(columns, cells, p.names), texts) for p in whole]
    best = max(shares)
    return [s == best >= _HALF and sum(o > s - _APART for o in shares) == 1 for s in shares]


def _nobodys(
    columns: Sequence[ColumnEvidence], parties: Mapping[tuple[str, ...], _Party], others: Sequence[_Party], bare: bool
) -> None:
    """Say that an e-mail or phone is somebody else's too where it is of a next one, or the person's are called so.

    So is *Contact 2 phone* beside *Contact 1*, and *Dr phone* beside *Camper phone*.
    """
    nouns = {p.stem[:-1] for p in others if _is_numbered(p.stem)}
    for stem, party in parties.items() if others else ():
        if (
            party.names
            or not stem
            or not _is_numbered(stem)
            and ((_SIGNED_UP | _ANYBODY) & set(stem) or stem[0] in NEXT_ONE)
        ):
            continue
        for at in party.reached if not bare or stem[:-1] in nouns else ():
            column = columns[at]
            if not column.whose and not column.surely and (column.namesakes or 0.0) < _APART:
                column.whose = (SOMEBODY,)


def _is_numbered(stem: tuple[str, ...]) -> bool:
    return len(stem) > 1 and (stem[-1].isdigit() or len(stem[-1]) == 1)


def _counts_on(first: _Party, others: Sequence[_Party]) -> bool:
    """Return whether parties are the first and the next ones of a kind: *Adult 1*, *Adult 2*."""
    same = all(_is_numbered(p.stem) and p.stem[:-1] == first.stem[:-1] for p in (first, *others))
    return same and first.stem[-1] in _FIRST_OF_THEM


def _parties(columns: Sequence[ColumnEvidence]) -> dict[tuple[str, ...], _Party]:
    found: dict[tuple[str, ...], _Party] = {}
    for at, column in enumerate(columns):
        stem = stem_of(column)
        if stem is None or not column.facts.count or len(stem) > _LONGEST:
            continue
        party = found.setdefault(stem, _Party(stem))
        if column.is_contact:
            party.reached.append(at)
        elif _has_names(column):
            party.names.append(at)
        else:
            party.more.append(at)
    return _joined(found)


def _joined(found: dict[tuple[str, ...], _Party]) -> dict[tuple[str, ...], _Party]:
    """Add to a party with names what stands under a part of its words: `Table captain`, `Captain's cell`."""
    for party in list(found.values()):
        if party.names or not party.stem or party.stem not in found:
            continue
        ends = [p for p in found.values() if p.names and p.stem != party.stem and _goes_with(p.stem, party.stem)]
        if len(ends) == 1:
            ends[0].reached += party.reached
            ends[0].more += party.more
            del found[party.stem]
    return found


def _goes_with(named: tuple[str, ...], stem: tuple[str, ...]) -> bool:
    return named[-len(stem) :] == stem or named[: len(stem)] == stem


def _tokens(column: ColumnEvidence) -> tuple[str, ...]:
    """Return all words of a heading, those in brackets where they say what is held, or whose it is."""
    words, aside = column.words, column.heading.aside
    if aside and aside != column.heading.words and len(aside) <= 2:
        return (
            (*words, *aside) if all(map(_is_held, aside)) else (*aside, *words) if all(map(_is_held, words)) else words
        )
    return words


def _is_held(word: str) -> bool:
    return word in _HELD_TOO or not _HELD.isdisjoint(_meant((word,)))


def stem_of(column: ColumnEvidence) -> tuple[str, ...] | None:
    """Return the words of a heading that say whose it is; () if it names nobody, None if it holds nothing personal."""
    if column.heading.says_nothing or column.heading.asks:
        return None
    tokens = [w for w in _tokens(column) if w != "#"]
    end = len(tokens)
    while end and (_is_held(tokens[end - 1]) or tokens[end - 1] in _WHICH):
        end -= 1
    held = end < len(tokens)
    stem = tokens[:end]
    if held and stem and not stem[0].isdigit():
        while stem and (stem[0] in _ARTICLES or stem[0] in _WHICH):
            stem = stem[1:]
    elif not held:
        start = 0
        while start < end and _is_held(tokens[start]):
            start += 1
        if 0 < start < end and tokens[start] in _OF:  # "Name of the guardian"
            stem = [w for w in tokens[start:] if w not in _ARTICLES]
        elif not _has_names(column):
            return None
    while len(stem) > 1 and stem[-1] in _SPEAKS_FOR:
        stem = stem[:-1]
    return tuple(stem)


def _has_names(column: ColumnEvidence) -> bool:
    """Return whether a column has people's names: by its cells, or by its heading where they may be."""
    facts = column.facts
    if column.is_contact or facts.share("office", "job", "state", "street") >= _MOSTLY:
        return False
    halves = facts.share("first_name") if not {"first", "last"}.intersection(column.concepts) else 1.0
    if facts.share("town") >= max(_MOSTLY, halves):  # many names are towns too
        return False
    if plainly(column):
        return False  # `emp_name` beside `emp_phone`: a body
    if _names_a_thing(column.words) and not _SPEAKS_FOR.intersection(column.words[-1:]):
        return False
    if NAMES_OF.intersection(column.concepts):
        return "words" in column.kinds or column.is_named
    return column.is_named and not (_HELD | _OF_THINGS).intersection(column.concepts)


def _names_a_thing(words: Sequence[str]) -> bool:
    """Return whether words name what is no person: *Company*, *Event*; *Attendee* is one, though of an event."""
    return not _NO_PERSONS.isdisjoint(_meant([w for w in words if w not in _SIGNED_UP]))


def _is_whole(columns: Sequence[ColumnEvidence], party: _Party) -> bool:
    """Return whether a party is somebody: it has a name and is reached, or has both halves of a name."""
    if not party.names or _names_a_thing(party.stem):
        return False
    halves = {c for at in party.names for c in columns[at].concepts} >= {"first", "last"}
    return bool(party.reached) or halves


def _is_placed(columns: Sequence[ColumnEvidence], party: _Party) -> bool:
    """Return whether a party has a name and says where that one is: `Acknowledgee name`, `Acknowledgee zip`."""
    placed = any(not _WHERE.isdisjoint(columns[at].concepts) for at in party.more)
    return placed and bool(party.names) and not _names_a_thing(party.stem)


def _rank(columns: Sequence[ColumnEvidence], party: _Party, parties: Sequence[_Party]) -> float:
    """Return how likely a party is the one who signed up, by its words and by what it has beside the others."""
    words, last = set(party.stem), party.stem[-1]
    meant = _meant(party.stem)
    others = [p for p in parties if p is not party]
    aside = any(SOMEBODY not in columns[at].whose and columns[at].whose for at in party.all)
    later = (last.isdigit() or _is_numbered(party.stem)) and last not in _FIRST_OF_THEM
    second = "by" in words or later or party.stem[0] in NEXT_ONE
    sure = any(columns[at].surely == "+full_name" for at in party.names)
    signs = _signs(party)
    if sure:
        rank = 5.0
    elif _serves(party) and any(map(_is_served, others)):
        rank = 0.0
    elif words & _SERVED and any(map(_serves, others)) and not second:
        rank = 1.5
    elif words & _SOMEBODY or second:
        rank = 0.0
    elif signs or words & _SIGNED_UP:
        rank = 3.5
    elif words & _ANYBODY:
        rank = 1.5
    else:
        rank = 0.75 if meant & _STAFF or words & ROLES else 0.5 if aside else 1.5
    if not party.reached:
        rank -= 1.0
    if _spread(columns, party) >= _HALF:
        return rank
    few = not sure and not signs and any(_spread(columns, p) >= _EACH for p in others)
    return min(rank, 0.0) - 1.5 if few else rank - 1.5


def _spread(columns: Sequence[ColumnEvidence], party: _Party) -> float:
    """Return how many of a party's names differ: a few people who stand in many rows look after those beside them."""
    return max(columns[at].facts.distinct for at in party.names)


def _is_of_the_staff(stem: Sequence[str]) -> bool:
    return stem[-1] in _BELONG and not _TO_THE_STAFF.isdisjoint(stem[:-1])


def _signs(party: _Party) -> bool:
    """Return whether a party is called by a word for those who sign up; a team member is not."""
    return not _SIGNED_UP.isdisjoint(party.stem) and not _is_of_the_staff(party.stem)


def _serves(party: _Party) -> bool:
    """Return whether a party is called by a word for somebody who looks after others: *Team member*, *User*."""
    named = not _SERVING.isdisjoint(party.stem) or not _SERVING_TOO.isdisjoint(_meant(party.stem))
    return not _signs(party) and (named or _is_of_the_staff(party.stem))


def _is_served(party: _Party) -> bool:
    return not _SERVED.isdisjoint(party.stem) or _signs(party)


def _agree(names: Sequence[set[str]], mails: Sequence[str]) -> float:
    """Return the share of rows in which a word of the name stands in the e-mail address."""
    rows = [any(len(w) > 2 and w in mail for w in own) for own, mail in zip(names, mails, strict=False) if own and mail]
    return sum(rows) / len(rows) if rows else 0.0


def _set_apart(columns: Sequence[ColumnEvidence], party: _Party) -> None:
    """Say that all columns of a party are somebody else's."""
    for at in party.all:
        column = columns[at]
        staff = at in party.names and not _STAFF.isdisjoint(column.concepts)
        if not staff and set(column.whose) <= _USER:
            column.whose = (SOMEBODY,)
        column.surely, column.half_of_name = "", ""
        column.concepts = tuple(c for c in column.concepts if c != "id")  # `ref_last`


def _set_own(columns: Sequence[ColumnEvidence], party: _Party, certain: bool) -> None:
    """Say that all columns of a party are the person's; where that is not certain, they are asked about."""
    for at in party.all:
        column = columns[at]
        column.concepts = tuple(c for c in column.concepts if c not in column.whose)
        column.whose, column.after_another, column.of_role, column.disputed = (), False, False, not certain
    single = [at for at in party.names if not {"first", "last"}.intersection(columns[at].concepts)]
    if len(single) == len(party.names) == 1:
        columns[single[0]].surely = "+full_name" if columns[single[0]].facts.words > 1 else ""
    if not certain:
        return
    for kind in ("email", "phone"):
        of_kind = [at for at in party.reached if kind in columns[at].kinds]
        if len(of_kind) == 1 and not any(
            kind in c.kinds and not c.whose for c in columns if c is not columns[of_kind[0]]
        ):
            columns[of_kind[0]].surely = kind


def _words_of(
    columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]], names: Sequence[int]
) -> list[set[str]]:
    """Return the words of the names of each row."""
    texts = zip(*(cells[at] for at in names), strict=False)
    return [set(re.findall(r"\w+", " ".join(without_accents(plain_text(c)) for c in row))) for row in texts]


def _is_same(own: Sequence[set[str]], others: Sequence[set[str]]) -> bool:
    """Return whether most names of a party are those of the person: then it is no other party."""
    both = [theirs <= mine for mine, theirs in zip(own, others, strict=False) if theirs]
    return bool(both) and sum(both) >= _HALF * len(both)


def _named_otherwise(columns: Sequence[ColumnEvidence], cells: Sequence[Sequence[object]], own: Sequence[int]) -> None:
    """Beside first and last names, whole names that share no word with them are another's, whatever heads them."""
    if not {c for at in own for c in columns[at].concepts} >= {"first", "last"}:
        return
    mine = _words_of(columns, cells, own)
    for at, column in enumerate(columns):
        whole = column.facts.share("full_name", "name_turned") >= _HALF and not column.is_contact
        if at in own or not whole or column.surely:
            continue
        rows = [bool(a & b) for a, b in zip(mine, _words_of(columns, cells, [at]), strict=True) if a and b]
        column.of_a_thing = column.of_a_thing or len(rows) >= _FEWEST and sum(rows) < _APART * len(rows)


def _things_of_others(columns: Sequence[ColumnEvidence], own: Sequence[int]) -> None:
    """`Candidate you support`, `Candidate's office`: the office is of the one whom another column names.

    So is an office that “they” should run for, where somebody else is named besides the one who signed up.
    """
    others = [
        c for at, c in enumerate(columns) if at not in own and c.whose and "nominator" not in c.whose and _may_name(c)
    ]
    called = {
        w
        for c in others
        for w in _words_of_whose(c)
        if len(w) > _SHORT_WORD and w not in _WHICH and not _is_held(w) and "office" not in _meant((w,))
        if w in _NOUNS or not _is_clause(c)
    }
    for column in columns:
        if column.whose or column.surely:
            continue
        seats = "office" in column.concepts or column.facts.share("office") >= _HALF
        whose = _OWN_THING.search(column.heading.raw)
        noun = split_words(whose[1])[0] if whose else ""
        theirs = seats and others and not (_THEY | called).isdisjoint(column.heading.words)
        if (
            theirs
            or noun
            and any(
                noun in c.heading.words and at not in own and c is not column and _may_name(c)
                for at, c in enumerate(columns)
            )
        ):
            column.whose = (SOMEBODY,)


def _is_clause(column: ColumnEvidence) -> bool:
    """Return whether a heading says something of somebody: of *Who would be your treasurer?* only a noun says whom."""
    return column.heading.asks or not _OF_CLAUSES.isdisjoint(column.heading.words)


def _words_of_whose(column: ColumnEvidence) -> Sequence[str]:
    """Return the words that say whose a column is: of a path the steps that do, of `Step 3 > Spouse` *spouse*."""
    steps = [split_words(step) for step in _STEP.split(column.heading.text)]
    if len(steps) < 2:
        return column.heading.words
    telling = [words for words in steps if _meant(words) & set(column.whose)] or steps[-2:]
    return [word for words in telling for word in words]


def _meant(words: Sequence[str]) -> set[str]:
    return {c for _, c in concepts_of(words)}


def _may_name(column: ColumnEvidence) -> bool:
    return not column.is_contact and (column.is_named or "full_name" in column.kinds)
