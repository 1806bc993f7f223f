"""What a campaign chose: how sign-ups are credited, what the desk asks."""

from sqlalchemy.orm import Mapped

from coordinator.records.fields import Kept, Record, field
from coordinator.records.kinds import TEXT, WHOLE


class Setting(Kept, Record):
    """One thing that the whole campaign decided; what is one person's own stands in `settings`."""

    __tablename__ = "setting"
    label, plural, letter = "Setting", "Settings", "Z"
    title_fields = ("key",)

    key: Mapped[str] = field("Key", TEXT, required=True, unique=True, editable=False, identity=True)
    chosen: Mapped[dict[str, object] | None] = field("Chosen", WHOLE, editable=False)
