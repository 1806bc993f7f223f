"""A campaign's choices: how sign-ups are credited, what the desk asks."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import TEXT, WHOLE, Value


class Setting(Kept, Record):
    """One decision that applies to the whole campaign; settings of a single user are in `settings`."""

    __tablename__ = "setting"
    label, plural, letter = "Setting", "Settings", "Z"
    title_fields = ("key",)

    key: Mapped[str] = field("Key", TEXT, required=True, unique=True, editable=False, identity=True)
    chosen: Mapped[dict[str, Value] | None] = field("Chosen", WHOLE, editable=False)
