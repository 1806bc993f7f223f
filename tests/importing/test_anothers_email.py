"""A buyer's, parent's or payer's e-mail beside the person's own one, which some people left empty."""

import pytest

from coordinator.importing.columns import ColumnPlan, map_columns
from coordinator.records.catalog import CANDIDATE

FIRST = ["Lenore", "Rolf", "Quincy", "Ida", "Marisol"]
LAST = ["Szabo", "Szabo", "Adebayo", "Moss", "Okafor"]
OWN = ["lenore.szabo@example.com", "", "qadebayo@example.org", "", "marisol.o@example.org"]
FEW_OWN = ["", "", "qa12@example.org", "", ""]
OTHER_FIRST = ["Lenore", "Lenore", "Bettina", "Pat", "Dwayne"]
OTHER_LAST = ["Szabo", "Szabo", "Kruse", "Moss", "Okafor"]
OTHER_MAILS = [
    "lenore.szabo@example.com",
    "lenore.szabo@example.com",
    "bettina.kruse@example.org",
    "pat.moss@example.org",
    "dwayne.okafor@example.org",
]
SURNAMES = [
    "szabo1@example.com",
    "szabo1@example.com",
    "adebayo.home@example.org",
    "moss3@example.org",
    "okaforfam@example.org",
]


def columns(table: dict[str, list[str]]) -> dict[str, ColumnPlan]:
    return {p.header: p for p in map_columns(CANDIDATE, list(table), list(table.values()))}


@pytest.mark.parametrize("who", ["Buyer", "Parent", "Purchaser", "Guardian", "Mother", "Billing", "Sponsor"])
@pytest.mark.parametrize("own", [OWN, FEW_OWN])
@pytest.mark.parametrize("mails", [OTHER_MAILS, SURNAMES])
def test_anothers_is_never_the_main_email(who: str, own: list[str], mails: list[str]) -> None:
    found = columns(
        {
            "First Name": FIRST,
            "Last Name": LAST,
            "Email": own,
            f"{who} First Name": OTHER_FIRST,
            f"{who} Last Name": OTHER_LAST,
            f"{who} Email": mails,
        }
    )
    assert [found[h].target for h in ("First Name", "Last Name", "Email")] == ["given_name", "family_name", "email"]
    assert found[f"{who} Email"].target == "answer"


@pytest.mark.parametrize(
    "headings",
    [
        ("Nombre", "Apellido", "Correo electrónico", "Nombre del padre", "Apellido del padre", "Correo del padre"),
        ("Nombre", "Apellidos", "Correo", "Nombre del comprador", "Apellidos del comprador", "Correo del comprador"),
    ],
)
def test_it_is_so_in_spanish(headings: tuple[str, ...]) -> None:
    found = columns(dict(zip(headings, [FIRST, LAST, FEW_OWN, OTHER_FIRST, OTHER_LAST, OTHER_MAILS], strict=True)))
    assert [found[h].target for h in headings] == ["given_name", "family_name", "email", "answer", "answer", "answer"]


@pytest.mark.parametrize("who", ["Buyer", "Parent"])
def test_full_names_beside_both_addresses(who: str) -> None:
    names = [f"{f} {n}" for f, n in zip(FIRST, LAST, strict=True)]
    others = [f"{f} {n}" for f, n in zip(OTHER_FIRST, OTHER_LAST, strict=True)]
    found = columns({"Name": names, "Email": FEW_OWN, f"{who} Name": others, f"{who} Email": OTHER_MAILS})
    assert [c.target for c in found.values()] == ["+full_name", "email", "answer", "answer"]
