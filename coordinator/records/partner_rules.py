"""Rules: which candidates a partner takes, as data; and what its own words for a status mean."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import DATE, LINK, LONG_TEXT, TAGS, TEXT, YES_NO, ChoiceKind, ChoicesKind, ReferenceKind


class PartnerRule(Kept, Record):
    """One condition of a partner, for as long as it applies.

    Rules of one kind for certain states replace the partner's general ones there; rules in force today
    replace the partner's own field of that kind.
    """

    __tablename__ = "rule"
    label, plural, letter = "Rule", "Rules", "L"
    title_fields = ("rule_kind",)

    partner: Mapped[int] = field("Partner", ReferenceKind("partner"), required=True, index=True)
    rule_kind: Mapped[str] = field("Kind", ChoiceKind("rule_kinds"), required=True)
    terms: Mapped[list[str]] = field("Values", TAGS, required=True, width=200)
    excludes: Mapped[bool | None] = field("Does not take", YES_NO, help="The values are those that it does not take.")
    in_states: Mapped[list[str] | None] = field("Only in", ChoicesKind("states"), help="Empty: everywhere.")
    valid_from: Mapped[str | None] = field("From", DATE)
    valid_until: Mapped[str | None] = field("Until", DATE, help="The last day on which it holds.")
    words: Mapped[str | None] = field("In the partner's words", LONG_TEXT, width=240)
    source: Mapped[str | None] = field("Source", LINK, width=180)
    read_on: Mapped[str | None] = field("Read on", DATE)


class PartnerWord(Kept, Record):
    """What a partner means by its word for a status."""

    __tablename__ = "partner_word"
    unique_together = ("partner", "folded")
    label, plural, letter = "Partner's word", "Partners' words", "W"
    title_fields = ("word",)

    partner: Mapped[int] = field("Partner", ReferenceKind("partner"), required=True, index=True)
    word: Mapped[str] = field("Word", TEXT, required=True)
    folded: Mapped[str] = field("Letters", TEXT, required=True, editable=False)
    status: Mapped[str] = field("Means", ChoiceKind("referral_status"), required=True)
