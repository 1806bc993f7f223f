"""Referrals: candidates connected with partners; contacts: touches with an outcome."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import DATE, INSTANT, LONG_TEXT, TEXT, YES_NO, ChoiceKind, ReferenceKind

PROPOSED, WITHDRAWN = "proposed", "withdrawn"
"""The status before a referral goes out, and the one of a referral that is no more."""


class Referral(Kept, Record):
    """One candidate connected with one partner, with a status that moves."""

    __tablename__ = "referral"
    label, plural, letter = "Referral", "Referrals", "R"
    title_fields = ("candidate", "partner")
    title_between = " · "
    followed_by = {
        "status": ("sent_on", "answered_on", "introduced_on", "status_since", "due_on", "handoff", "consent")
    }
    searched = True

    candidate: Mapped[int] = field(
        "Candidate",
        ReferenceKind("candidate"),
        required=True,
        index=True,
        in_grid=True,
        width=160,
    )
    partner: Mapped[int] = field(
        "Partner",
        ReferenceKind("partner"),
        required=True,
        index=True,
        in_grid=True,
        width=180,
    )
    status: Mapped[str | None] = field("Status", ChoiceKind("referral_status"), index=True, in_grid=True)
    sent_on: Mapped[str | None] = field("Sent on", DATE, in_grid=True)
    due_on: Mapped[str | None] = field("Answer due", DATE, in_grid=True)
    owner: Mapped[str | None] = field("Owner of the next step", TEXT, in_grid=True)
    programme: Mapped[int | None] = field("Programme", ReferenceKind("programme"), width=160)
    handoff: Mapped[int | None] = field("Hand-off", ReferenceKind("handoff"), index=True, editable=False)
    status_since: Mapped[str | None] = field("Status since", DATE, editable=False)
    answered_on: Mapped[str | None] = field("First answer on", DATE, editable=False)
    introduced_on: Mapped[str | None] = field("Introduced on", DATE, editable=False)
    answer: Mapped[str | None] = field(
        "Status at the partner", TEXT, width=140, help="In the partner's own words; the status follows from it."
    )
    remark: Mapped[str | None] = field("Remark of the partner", LONG_TEXT, width=200)
    why: Mapped[str | None] = field("Why this partner", LONG_TEXT, width=240, editable=False)
    consent: Mapped[str | None] = field(
        "Consent when sent", TEXT, editable=False, help="The wording under which they were passed on."
    )
    reason: Mapped[str | None] = field("Reason", TEXT, width=180)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT, width=240)


class Contact(Kept, Record):
    """One touch with its outcome; a follow-up is a planned touch with a due date."""

    __tablename__ = "contact"
    label, plural, letter = "Contact", "Contacts", "T"
    title_fields = ("contact_kind",)
    searched = True

    candidate: Mapped[int] = field(
        "Candidate",
        ReferenceKind("candidate"),
        required=True,
        index=True,
        in_grid=True,
        width=160,
    )
    contact_kind: Mapped[str | None] = field("Kind", ChoiceKind("contact_kind"), in_grid=True)
    at: Mapped[str | None] = field("When", INSTANT, in_grid=True, index=True, width=140)
    outcome: Mapped[str | None] = field("Outcome", ChoiceKind("contact_outcome"), in_grid=True)
    about: Mapped[int | None] = field("About the referral", ReferenceKind("referral"))
    due_on: Mapped[str | None] = field("Due", DATE, index=True, in_grid=True, help="A planned contact is a follow-up.")
    done: Mapped[bool | None] = field("Done", YES_NO, in_grid=True)
    owner: Mapped[str | None] = field("By", TEXT, in_grid=True, index=True)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT, width=280, in_grid=True)
