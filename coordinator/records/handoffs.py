"""Hand-offs: batches of referrals sent to a partner; templates of messages to people."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import DATE, EMAIL, INSTANT, INTEGER, LONG_TEXT, TEXT, WHOLE, ChoiceKind, ReferenceKind


class Handoff(Kept, Record):
    """One batch of referrals for a partner, as a file; it is expected to come back."""

    __tablename__ = "handoff"
    label, plural, letter = "Hand-off", "Hand-offs", "B"
    title_fields = ("file",)

    partner: Mapped[int] = field("Partner", ReferenceKind("partner"), required=True, index=True, editable=False)
    file: Mapped[str] = field("File", TEXT, required=True, width=200, editable=False)
    code: Mapped[str | None] = field("Export", TEXT, editable=False)
    status: Mapped[str | None] = field("Status", ChoiceKind("handoff_status"))
    people: Mapped[int | None] = field("People", INTEGER, editable=False)
    columns: Mapped[list[str] | None] = field("Columns", WHOLE, editable=False)
    made_on: Mapped[str | None] = field("Made on", DATE, editable=False)
    recipient: Mapped[str | None] = field("Sent to", EMAIL)
    sent_at: Mapped[str | None] = field("Sent at", INSTANT, editable=False)
    delete_by: Mapped[str | None] = field("Delete by", DATE)
    returned_on: Mapped[str | None] = field("Came back on", DATE, editable=False)
    notes: Mapped[str | None] = field("Notes", LONG_TEXT)


class Template(Kept, Record):
    """A message to people, with fields in braces."""

    __tablename__ = "template"
    label, plural, letter = "Template", "Templates", "M"
    title_fields = ("name",)

    name: Mapped[str] = field("Name", TEXT, required=True, unique=True)
    purpose: Mapped[str | None] = field("For", ChoiceKind("template_purpose"))
    subject: Mapped[str] = field("Subject", TEXT, required=True)
    body: Mapped[str] = field("Text", LONG_TEXT, required=True)
