"""Who has one number or address has it as the phone or e-mail, in whatever column it stood."""

from pathlib import Path

from coordinator.records.catalog import CANDIDATE
from coordinator.store.campaign import Campaign
from tests.builders import bring, everything

HEAD = "First name,Last name,Cell,Home phone,City"
GILBERT = "Gilbert,Amundsen,605-555-0132,605-555-0101,Mitchell"
EVERETT = "Everett,Blackhawk,,605-555-0109,{}"


def _people(campaign: Campaign, path: Path, *rows: str) -> list[tuple[str, str | None, list[str] | None]]:
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    bring(campaign, path)
    return [(p["given_name"], p["phone"], p["other_phones"]) for p in everything(campaign, CANDIDATE)]


def test_an_only_phone_is_the_phone_and_stays_the_only_one(campaign: Campaign, tmp_path: Path) -> None:
    wanted = [("Gilbert", "+16055550132", ["+16055550101"]), ("Everett", "+16055550109", None)]
    assert _people(campaign, tmp_path / "list.csv", GILBERT, EVERETT.format("Ethan")) == wanted
    assert _people(campaign, tmp_path / "list.csv", GILBERT, EVERETT.format("Huron")) == wanted, "also a week later"


def test_another_phone_of_somebody_with_a_phone_stays_another(campaign: Campaign, tmp_path: Path) -> None:
    before = "Everett,Blackhawk,605-555-0144,,Ethan"
    _people(campaign, tmp_path / "list.csv", before)
    path = tmp_path / "later.csv"
    ((name, phone, others),) = _people(campaign, path, "Everett,Blackhawk,605-555-0144,605-555-0109,Ethan")
    assert (name, phone, others) == ("Everett", "+16055550144", ["+16055550109"])


def test_an_only_other_email_is_the_email(campaign: Campaign, tmp_path: Path) -> None:
    path = tmp_path / "mail.csv"
    path.write_text(
        "First name,Last name,Email,Other email\nAna,Bell,ana@example.org,ana2@example.org\nBo,Lee,,bo@example.org\n",
        encoding="utf-8",
    )
    bring(campaign, path)
    people = everything(campaign, CANDIDATE)
    assert [(p["email"], p["other_emails"]) for p in people] == [
        ("ana@example.org", ["ana2@example.org"]),
        ("bo@example.org", None),
    ]
