"""Adding and removing a campaign's own short forms of first names."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from coordinator.base.errors import UserError
from coordinator.base.folding import fold_word
from coordinator.changes.campaign_settings import plan_choice
from coordinator.changes.plan import Plan
from coordinator.people.short_forms import KEY, PAIRS, SIGN, folded_pair, own_pairs
from coordinator.records.names import is_title

LEAST_LETTERS = 2
"""A name in Latin letters has so many; in other scripts one sign can be a name."""


def plan_short_forms(
    connection: Connection, add: Sequence[tuple[str, str]] = (), remove: Sequence[tuple[str, str]] = ()
) -> Plan:
    """Plan to change the short forms that a campaign has of its own.

    Args:
        connection: a connection to the campaign.
        add, remove: what somebody is called, and the name that it stands for.

    Raises:
        UserError: one of the two is no name (an initial, a title, a number), or the pair to remove is not the
        campaign's own.
    """
    kept = {folded_pair(pair): pair for pair in own_pairs(connection)}
    for pair in remove:
        if kept.pop(folded_pair(pair), None) is None:
            raise UserError(f"{pair[0]} for {pair[1]} is not among the campaign's own short forms.")
    for short, name in add:
        if len(folded_pair((short, name))) < 2 or not all(map(_is_name, (short, name))):
            raise UserError(
                f"“{short}” and “{name}”: write a short form and the name that it stands for, each of two letters or "
                "more, without titles."
            )
        kept[folded_pair((short, name))] = (short.strip(), name.strip())
    told = [f"{short} for {name}" for short, name in add] + [f"no longer {short} for {name}" for short, name in remove]
    stored = {PAIRS: [SIGN.join(pair) for pair in kept.values()]}
    return plan_choice(connection, KEY, stored, f"Short forms of names: {', '.join(told)}")


def _is_name(text: str) -> bool:
    """Return whether a text can be a first name: letters, more than an initial, and no title."""
    folded = fold_word(text)
    signs = SIGN in text or any(c.isdigit() for c in text)
    latin = folded.isascii()
    return bool(folded) and not signs and not (latin and len(folded) < LEAST_LETTERS) and not is_title(text)
