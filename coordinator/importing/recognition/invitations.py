"""Forms about oneself that end with the invitation to name somebody else: *Please nominate a friend*."""

import re
from collections.abc import Sequence

from coordinator.importing.recognition.column import NAMES_OF, ColumnEvidence

_INVITES = re.compile(
    r"\b(nominate|recommend|suggest|propose|refer|nomin[ae]|recomiend[ae]|propon(ga)?|sugier[ae]) "
    r"(a |an |una? |to |us )?((good|fellow|new|your|local) )?(friend|someone|somebody|neighbor|colleague|coworker|"
    r"relative|another|others?|one|amig[oa]|alguien|otra|otro|vecin[oa])\b"
)


def invites_to_name_others(
    columns: Sequence[ColumnEvidence], about: Sequence[ColumnEvidence], named: Sequence[ColumnEvidence]
) -> bool:
    """Return whether a form in which people leave their own name and address only invites them to name others.

    Args:
        columns: the columns of the sheet.
        about: those that speak of somebody who is named.
        named: those of them with that one's name, address or office.
    """
    if not named or not all(_INVITES.search(" ".join(c.words)) for c in named):
        return False
    own = [c for c in columns if c not in about and not c.whose]
    names = [c for c in own if NAMES_OF.intersection(c.concepts) and not c.is_contact]
    reached = any(c.is_contact for c in columns if c not in own)
    yours = any("your" in c.words for c in names)  # who fills it in; then it may be about whom they name
    return bool(names) and any(c.is_contact for c in own) and not (yours and reached)
