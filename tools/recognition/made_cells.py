"""Cells for wordings that stand without any: from labelled columns of the same kind, or from short lists."""

import random
from collections import defaultdict
from collections.abc import Sequence

from coordinator.importing.recognition.cells import ColumnFacts, look

_LISTS: dict[str, Sequence[str]] = {
    "country": ("USA", "United States", "US", "United States", "Canada", "Mexico", "USA", "U.S."),
    "money": ("0.00", "25.00", "$10.00", "5.00", "100.00", "$1,250.00", "15.50"),
    "url": (
        "https://example.org/a",
        "www.example.com/me",
        "https://facebook.com/example",
        "example.org",
        "@example",
        "instagram.com/example",
    ),
    "browser": (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)",
        "Chrome",
        "Safari",
    ),
    "ip": ("192.0.2.10", "198.51.100.7", "203.0.113.99", "192.0.2.211"),
    "coordinates": ("39.7392", "-104.9903", "41.8781", "-87.6298", "33.4484", "-112.0740"),
    "middle_name": ("A", "J.", "Marie", "Lynn", "R", "Ann", "Lee", "de la", "K", "James", "M."),
    "race_ethnicity": ("White", "Black", "Latino", "Asian", "Native American", "Hispanic", "Two or more races"),
    "checkbox": ("x", "X", "Yes", "checked", "TRUE", "1", "✓"),
    "choice": (
        "Morning",
        "Evening",
        "Weekend",
        "A lot",
        "A little",
        "Somewhat",
        "Email",
        "Text",
        "Phone call",
        "Large",
        "Small",
    ),
    "yesno": ("Yes", "No", "no", "yes", "Y", "N", "Maybe"),
    "number": ("0", "1", "2", "3", "5", "10", "4", "12"),
    "text": (
        "Because my kids deserve better schools",
        "I was asked to",
        "Health care and housing",
        "call after 5",
        "I have been on the PTA for ten years and know the budget.",
        "Someone has to.",
        "Not much, but I can learn fast",
    ),
    "words": (
        "Graphic design",
        "Sam O.",
        "friend",
        "Excel",
        "Local 12",
        "UFCW 700",
        "flyer",
        "Facebook",
        "some college",
        "weekends",
        "PTA",
        "Graphic design, Excel",
    ),
    "company": (
        "Acme Hardware",
        "City of Toledo",
        "Local 12",
        "St. Agnes Hospital",
        "Tenants Union",
        "Example Co-op",
        "DSA",
        "Self-employed",
        "Rivera & Sons LLC",
    ),
    "role": ("Treasurer", "President", "Organizer", "Member", "Director", "Volunteer coordinator"),
    "runs": ("0", "1", "2", "3", "0", "1"),
    "tags": ("volunteer, vip", "rally", "2024, teacher", "hot lead", "donor; union"),
    "date": ("2025-03-01", "4/12/2025", "12/1/2024", "5/17/2025", "2026-01-15"),
    "event": ("Denver rally", "Salt Lake evening", "Tempe town hall 3/20", "Kickoff", "Las Cruces evening"),
    "district": ("District 5", "Ward 3", "HD 12", "CD-1", "5", "12", "NY-02", "3rd"),
}
_OF_TARGETS: dict[str, tuple[str, ...]] = {
    "phone": ("phone", "other_phones"),
    "email": ("email", "other_emails"),
    "person": ("+full_name",),
    "full_name": ("+full_name",),
    "given_name": ("given_name", "preferred_name"),
    "family_name": ("family_name",),
    "state": ("state",),
    "street": ("address",),
    "city": ("city",),
    "postcode": ("postcode",),
    "place": ("+place",),
    "address": ("+address",),
    "party": ("party_line",),
    "district": ("division",),
    "services": ("wanted_services",),
    "office": ("office",),
    "event": ("signup.event",),
    "birth_date": ("birth_date",),
    "age_band": ("age_band",),
    "age": ("stated_age",),
    "stage": ("stage",),
    "level": ("office_level",),
    "status": ("signup.status",),
    "runs": ("earlier_runs",),
    "languages": ("languages",),
    "county": ("county",),
    "gender": ("gender",),
    "pronouns": ("pronouns",),
    "suffix": ("suffix",),
    "datetime": ("signup.submitted_at",),
    "id": ("signup.source_key",),
    "tags": ("tags",),
    "yesno": ("consent_contact", "first_time", "consent_share"),
}
_OF_ANSWERS: dict[str, tuple[str, ...]] = {
    "yesno": ("yes_no", "yes_no_words"),
    "text": ("sentence",),
    "date": ("date",),
    "number": ("int",),
    "person": ("full_name",),
    "company": ("org",),
    "words": ("plain", "words"),
    "url": ("url",),
    "choice": ("plain",),
}
_OWN_TARGETS = ("consent_contact", "consent_share", "first_time")
_MADE = 14


class Cells:
    """Columns of cells by kind.

    Args:
        columns: target, main kinds and cells of each labelled column.
        chance: picks.
    """

    def __init__(self, columns: Sequence[tuple[str, Sequence[str], ColumnFacts]], chance: random.Random) -> None:
        self._chance = chance
        self._by_target: dict[str, list[ColumnFacts]] = defaultdict(list)
        self._by_answer: dict[str, list[ColumnFacts]] = defaultdict(list)
        for target, kinds, facts in columns:
            if not facts.count:
                continue
            self._by_target[target].append(facts)
            if target == "answer":
                for kind in kinds or ("plain",):
                    self._by_answer[kind].append(facts)
        self._made = {kind: [self._make(cells) for _ in range(_MADE)] for kind, cells in _LISTS.items()}

    def _make(self, cells: Sequence[str]) -> ColumnFacts:
        rows = self._chance.choice((6, 20, 50))
        filled = self._chance.choice((0.3, 0.7, 0.95, 1.0))
        return look([self._chance.choice(cells) if self._chance.random() < filled else None for _ in range(rows)])

    def of_target(self, target: str) -> list[ColumnFacts]:
        """Return the cells of all columns with a target."""
        return self._by_target.get(target, [])

    def pick(self, kind: str, target: str) -> ColumnFacts | None:
        """Return cells of a kind for a column with a target; None if there are none."""
        if kind == "empty":
            return ColumnFacts()
        if target in self._by_target and (not kind or target in _OWN_TARGETS or target in _OF_TARGETS.get(kind, ())):
            return self._chance.choice(self._by_target[target])
        pool = list(self._made.get(kind, ()))
        for found in (
            *(self._by_target[t] for t in _OF_TARGETS.get(kind, ())),
            *(self._by_answer[k] for k in _OF_ANSWERS.get(kind, ())),
        ):
            pool += found
        if not pool:
            pool = self._by_target.get(kind, []) or self._by_target.get(target, [])
        return self._chance.choice(pool) if pool else None
