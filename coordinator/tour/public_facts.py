"""What the public reads of a campaign: who asks, whom to write to, where the form is found."""

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.changes import campaign_settings
from coordinator.tour.questions import Words

SETTING = "public"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Public:
    """What people are told.

    Attributes:
        name: who collects the answers, or "".
        contact: an e-mail address to ask for one's data, or "".
        address: where the form is, as people reach it, such as `https://run.example.org/`; or "".
    """

    name: str = ""
    contact: str = ""
    address: str = ""

    def named(self, words: Words) -> dict[str, str]:
        """Return name and contact for a sentence, with words in their place where nobody gave them."""
        page = words["page"]
        return {"name": self.name or page["us"], "contact": self.contact or page["ask_us"]}

    def link(self, code: str = "", address: str = "") -> str:
        """Return the form's address, with the code that says by which way somebody came.

        Raises:
            UserError: nobody said where the form is.
        """
        where = address or self.address
        if not where:
            raise UserError(
                "Nobody said yet where the form is found. Set it: coordinator form-setup --address https://…"
            )
        return f"{where}?{urlencode({'c': code})}" if code else where


def public(connection: Connection) -> Public:
    """Return what a campaign chose."""
    chosen = campaign_settings.chosen(connection, SETTING)
    return Public(**{key: str(chosen.get(key) or "") for key in ("name", "contact", "address")})


def web_address(text: str) -> str:
    """Return the address of a page without what stands behind a question mark; "" for "".

    Raises:
        UserError: it is none.
    """
    parts = urlsplit(text.strip())
    if not text.strip():
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"“{text}” is no address of a web page. It begins with https:// or http://.")
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"
