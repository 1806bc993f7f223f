"""Questions about partners or sharing that let nobody be passed on are answers; those that ask for it still count."""

from pathlib import Path

import pytest

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

NO_PERMISSION = (
    "Could our partners join the phone bank?|Will partner organizations be at the picnic?|Should we thank the partner "
    "groups?|Were you trained by a partner organization?|Have any partners visited your booth?|Did our allies help you "
    "last year?|May we share your picture with partner organizations?|Can we share your testimonial with our "
    "partners?|May we share your quote with allied groups?|Can we share your name with other volunteers?|"
    "Can we share your details with the other attendees?|¿Podemos compartir su foto con los socios?|"
    "¿Pueden los socios venir al mitin?"
).split("|")
PERMISSION = (
    "Can partners contact you?|May partner groups reach out to you?|Could our allies call you?|Can we share your "
    "contact info with partners?|May we share your name and story with partner groups?|Have you agreed to be shared "
    "with partners?|Can we introduce you to partner organizations?|Share with allies?|May we share your answers with "
    "partner organizations?|¿Podemos compartir sus datos con nuestros aliados?|OK to pass my name to partners"
).split("|")


def _shared(campaign: Campaign, path: Path, heading: str) -> list[bool | None]:
    rows = [f"Ana{c},Larkin,ana{c}@example.org,{'Yes' if c in 'abcdef' else 'No'}" for c in "abcdefghij"]
    path.write_text("\n".join([f'First Name,Last Name,Email,"{heading}"', *rows]) + "\n", encoding="utf-8")
    bring(campaign, path)
    return [row["consent_share"] for row in everything(campaign, CANDIDATE)]


@pytest.mark.parametrize("heading", NO_PERMISSION)
def test_nobody_is_passed_on_by_another_question(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert True not in _shared(campaign, tmp_path / "list.csv", heading)


@pytest.mark.parametrize("heading", PERMISSION)
def test_a_permission_to_pass_on_still_counts(campaign: Campaign, tmp_path: Path, heading: str) -> None:
    assert _shared(campaign, tmp_path / "list.csv", heading).count(True) == 6
