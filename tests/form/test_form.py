"""What the form does with what people, browsers and others send."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from coordinator.changes import apply, campaign_settings, forget
from coordinator.changes.answers import plan_new
from coordinator.form.guards import KEEPS, Limiter, Tokens
from coordinator.records.catalog import CANDIDATE, EVENT, SIGNUP, SOURCE
from coordinator.records.credit import Why
from coordinator.store.campaign import Campaign
from coordinator.tour import stops
from coordinator.tour.form_setup import plan_public, plan_questions
from coordinator.tour.questions import words
from tests.builders import add, delete, edit, everything, undo
from tests.form.conftest import GOOD, HERE, hidden, sent

EN, ES = words("en"), words("es")


def people(campaign: Campaign) -> list[tuple[str, ...]]:
    return [(r["given_name"], r["family_name"], r["email"]) for r in everything(campaign)]


def test_a_sign_up_is_written_as_an_import_writes_it(any_client: TestClient, any_campaign: Campaign) -> None:
    answer = sent(any_client)
    assert answer.status_code == 200 and "Thank you, Juniper." in answer.text
    (person,), (sign_up,), (source,) = (everything(any_campaign, rt) for rt in (CANDIDATE, SIGNUP, SOURCE))
    assert (person["given_name"], person["family_name"], person["postcode"]) == ("Juniper", "Hale", "80203")
    assert (person["state"], person["county"], person["from_zip"]) == ("CO", "Denver County", ["State", "County"])
    assert (person["consent_contact"], person["consent_share"], person["stage"]) == (True, False, "interested")
    assert person["consent_date"] == sign_up["submitted_at"][:10]
    assert (sign_up["candidate"], sign_up["source"], sign_up["event"]) == (person["id"], source["id"], None)
    assert sign_up["row"]["E-mail"] == "juniper@example.org" and sign_up["row"]["Language"] == "en"
    assert (source["name"], source["source_kind"]) == ("Form", "form")
    undo(any_campaign)
    assert everything(any_campaign) == []


def test_a_double_press_counts_once(any_client: TestClient, any_campaign: Campaign) -> None:
    fields = {**hidden(any_client.get("/").text), **GOOD}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: any_client.post("/", data=fields), range(4)))
    answers.append(any_client.post("/", data=fields))
    assert [a.status_code for a in answers] == [200] * 5
    assert len(everything(any_campaign, SIGNUP)) == len(people(any_campaign)) == 1


def test_a_form_that_was_gone_back_to(any_client: TestClient, any_campaign: Campaign) -> None:
    """Corrected for the same person it is the same sign-up; filled in for a friend it is another one."""
    fields = {**hidden(any_client.get("/").text), **GOOD}
    any_client.post("/", data=fields)
    any_client.post("/", data={**fields, "postcode": "80205"})
    assert [r["postcode"] for r in everything(any_campaign)] == ["80205"]
    any_client.post("/", data={**fields, "name": "Ash Vale", "email": "ash@example.org"})
    assert [p[0] for p in people(any_campaign)] == ["Juniper", "Ash"]
    assert len(everything(any_campaign, SIGNUP)) == 2


def test_somebody_we_know_is_found_and_nothing_is_lost(any_client: TestClient, any_campaign: Campaign) -> None:
    number = add(
        any_campaign,
        given_name="Juniper",
        family_name="Hale",
        email="juniper@example.org",
        office="Mayor",
        consent_contact=True,
        consent_share=True,
    )
    sent(any_client, **{**GOOD, "consent_contact": "", "phone": "303 555 0142"})
    (person,) = everything(any_campaign)
    assert person["id"] == number
    assert (person["office"], person["phone"]) == ("Mayor", "+13035550142")
    assert (person["consent_contact"], person["consent_share"]) == (True, True)
    edit(any_campaign, number, consent_share=False)
    sent(any_client, **GOOD, consent_share="yes")
    assert everything(any_campaign)[0]["consent_share"] is True


def test_the_answer_does_not_tell_who_is_known(client: TestClient, campaign: Campaign) -> None:
    add(campaign, given_name="Juniper", family_name="Hale", email="juniper@example.org")
    known, unknown = sent(client), sent(client, **{**GOOD, "email": "other@example.org"})
    assert known.text == unknown.text


def test_whoever_asked_to_be_forgotten_is_not_written(any_client: TestClient, any_campaign: Campaign) -> None:
    number = add(any_campaign, given_name="Juniper", family_name="Hale", email="juniper@example.org")
    forget.forget(any_campaign, number, author="Dana")
    assert sent(any_client).status_code == 200
    assert everything(any_campaign) == [] and everything(any_campaign, SIGNUP) == []


@pytest.mark.parametrize(
    ("wrong", "box"),
    [
        ({"name": ""}, "name"),
        ({"name": "12345"}, "name"),
        ({"email": "", "phone": ""}, "email"),
        ({"email": "juniper@example"}, "email"),
        ({"email": "juniper at example.org"}, "email"),
        ({"phone": "555"}, "phone"),
        ({"postcode": "802"}, "postcode"),
        ({"name": "x" * 101}, "name"),
        ({"office": "x" * 201}, "office"),
        ({"consent_contact": "perhaps"}, "consent_contact"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_has_to_be_mended_is_said_at_its_place(
    client: TestClient, campaign: Campaign, wrong, box, language
) -> None:
    answer = sent(client, f"/?lang={language}", **{**GOOD, **wrong})
    assert answer.status_code == 422
    assert f'<a href="#{box}">' in answer.text and f'id="{box}-problem"' in answer.text
    assert words(language)["page"]["summary_heading"] in answer.text
    kept = re.search(r'id="postcode"[^>]* value="([^"]*)"', answer.text)
    assert kept and kept[1] == {**GOOD, **wrong}["postcode"]
    assert everything(campaign) == []


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("en-US", "en"),
        ("fr-FR,fr;q=0.9,es;q=0.3", "es"),
        ("", "en"),
        ("de", "en"),
        ("en;q=0.4,es;q=0.5", "es"),
        ("es;q=x,en", "en"),
        ("," * 9000, "en"),
    ],
)
def test_the_browsers_language(client: TestClient, accepted: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in page.text


def test_the_other_language_is_a_link_that_keeps_the_code(client: TestClient) -> None:
    page = client.get("/?c=denver&utm_campaign=spring")
    link = re.search(r'class="switch"[^>]* href="([^"]+)"', page.text)
    assert link
    other = client.get("/" + link[1].replace("&amp;", "&"))
    assert ES["page"]["send"] in other.text
    assert hidden(other.text).items() >= {"c": "denver", "utm_campaign": "spring"}.items()


def test_what_people_type_is_never_markup(client: TestClient) -> None:
    answer = sent(client, **{**GOOD, "name": '<script>alert("x")</script>', "email": '"><b>'})
    assert answer.status_code == 422 and "<script" not in answer.text and "<b>" not in answer.text
    assert "<script" not in sent(client, **{**GOOD, "name": "<script>x</script> Hale"}).text


def test_control_signs_and_every_script_are_taken(any_client: TestClient, any_campaign: Campaign) -> None:
    assert sent(any_client, **{**GOOD, "name": "Zoë\x00 Núñez‮ 李", "office": "a\x00b"}).status_code == 200
    assert people(any_campaign)[0][0].startswith("Zoë")


# Guards


def test_every_answer_has_the_safe_headers(client: TestClient) -> None:
    for answer in (client.get("/"), client.get("/nowhere"), client.post("/", content=b"x"), client.put("/")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "'unsafe" not in policy and "script-src" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "set-cookie" not in answer.headers
    page = client.get("/").text
    assert (
        "<script" not in page
        and "http://" not in page
        and "https://" not in page
        and "//" not in page.split("</style>")[1]
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": HERE}, 403),
        ({"Origin": "https://elsewhere.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": HERE}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": HERE}, 200),
        ({}, 200),
    ],
)
def test_posts_from_other_sites_are_refused(client: TestClient, campaign: Campaign, headers, status) -> None:
    fields = {**hidden(client.get("/").text), **GOOD}
    assert client.post("/", data=fields, headers=headers).status_code == status
    assert len(everything(campaign)) == (status == 200)


def test_without_a_good_token_one_press_more(serve, campaign: Campaign) -> None:
    """An old page, one of an earlier run and a forged one: answers stay, nothing is written, and the next press is."""
    old = Tokens(clock=lambda: time.time() - KEEPS - 1)
    client = serve(tokens=Tokens(old.key))
    for token in (old.issue(), Tokens().issue(), "f" * 32 + ".1.x", "nonsense", "", "0.0.0"):
        answer = client.post("/", data={**GOOD, "token": token})
        assert answer.status_code == 422 and EN["trouble"]["expired"] in answer.text
        assert 'value="Juniper Hale"' in answer.text
    assert everything(campaign) == []
    assert client.post("/", data={**hidden(answer.text), **GOOD}).status_code == 200


def test_a_press_again_after_a_restart_is_the_same_sign_up(serve, campaign: Campaign) -> None:
    before, after = serve(), serve()
    fields = {**hidden(before.get("/").text), **GOOD}
    assert before.post("/", data=fields).status_code == 200
    again = after.post("/", data=fields)
    assert again.status_code == 422
    assert after.post("/", data={**hidden(again.text), **GOOD}).status_code == 200
    assert len(everything(campaign, SIGNUP)) == 1


def test_the_trap_catches_programs_and_lets_people_go_on(client: TestClient, campaign: Campaign) -> None:
    answer = sent(client, **GOOD, website="https://spam.example.org")
    assert answer.status_code == 422 and EN["trouble"]["trap"] in answer.text
    assert "spam" not in answer.text and everything(campaign) == []
    assert client.post("/", data={**hidden(answer.text), **GOOD, "website": ""}).status_code == 200


def test_so_many_from_one_address(serve, campaign: Campaign) -> None:
    now = [0.0]
    client = serve(limiter=Limiter(3, clock=lambda: now[0]))
    made = [sent(client, **{**GOOD, "email": f"a{i}@example.org"}) for i in range(5)]
    assert [a.status_code for a in made] == [200, 200, 200, 429, 429]
    assert EN["trouble"]["too_many"] in made[-1].text and made[-1].headers["Retry-After"]
    now[0] = 21.0
    assert client.post("/", data={**hidden(made[-1].text), **GOOD}).status_code == 200
    assert len(everything(campaign, SIGNUP)) == 4


def test_one_network_of_the_sixth_version_is_one_address() -> None:
    limiter = Limiter(1, clock=lambda: 0.0)
    assert [
        limiter.lets(a) for a in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1", "192.0.2.2", "x")
    ] == [
        True,
        False,
        True,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"name=x&" * 1_500_000, {}, 413),
        (b"a=1&" * 41, {}, 400),
        (b"name=%ff%fe", {}, 400),
        ("name=\u00e9".encode(), {}, 400),
        (b'{"name": "x"}', {"Content-Type": "application/json"}, 400),
        (b"--x\r\n\r\n", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        (b"", {"Content-Length": "-1"}, 400),
    ],
)
def test_bodies_that_are_no_forms(client: TestClient, campaign: Campaign, body, headers, status) -> None:
    said = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    answer = client.post("/", content=body, headers=said)
    assert answer.status_code == status and EN["trouble"]["heading"] in answer.text
    assert everything(campaign) == []


def test_a_body_without_a_length_is_read_so_far(client: TestClient) -> None:
    def endless():
        for _ in range(10_000):
            yield b"name=x&" * 150

    answer = client.post("/", content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


def test_there_is_nothing_else(client: TestClient) -> None:
    for path in ("/candidates", "/admin", "/../etc/passwd", "/static/x.js"):
        assert client.get(path).status_code == 404
    assert [client.request(m, "/").status_code for m in ("PUT", "DELETE", "PATCH")] == [405] * 3
    assert client.head("/").status_code == 200


# Codes


def test_codes_are_kept_and_credit_the_stop(serve, campaign: Campaign) -> None:
    denver = add(
        campaign, EVENT, title="Denver", slug="denver", starts_at="2025-03-21 18:00", time_zone="America/Denver"
    )
    client = serve()
    sent(client, "/?c=denver", **GOOD)
    sent(client, "/?utm_campaign=DENVER&utm_source=sms", **{**GOOD, "name": "Ash Vale", "email": "ash@example.org"})
    rows = everything(campaign, SIGNUP)
    assert rows[0]["row"]["Form code"] == "denver" and rows[1]["row"]["utm_source"] == "sms"
    assert "At Denver" in client.get("/?utm_campaign=DENVER").text
    with campaign.reading() as connection:
        found = stops.read_tour(connection)
    assert found.figures[denver].by == {Why.CODE: 2}


def test_a_code_of_a_source_makes_it_the_source(serve, campaign: Campaign) -> None:
    call = add(campaign, SOURCE, name="Call of May", source_kind="email_call", code="may")
    client = serve()
    sent(client, "/?c=may", **GOOD)
    sent(client, "/?c=june", **{**GOOD, "name": "Ash Vale", "email": "ash@example.org"})
    assert [r["source"] == call for r in everything(campaign, SIGNUP)] == [True, False]


def test_one_code_on_two_stops_names_neither(serve, campaign: Campaign) -> None:
    for title in ("Denver", "Boulder"):
        add(campaign, EVENT, title=title, slug="co")
    add(campaign, EVENT, title="Tempe", slug="az")
    client = serve()
    assert "At Tempe" in client.get("/?c=az").text
    assert not re.search("Denver|Boulder", client.get("/?c=co").text)
    sent(client, "/?c=co")
    (sign_up,) = everything(campaign, SIGNUP)
    assert sign_up["event"] is None and sign_up["row"]["Form code"] == "co"


def test_the_form_of_one_stop_names_it(serve, campaign: Campaign) -> None:
    number = add(campaign, EVENT, title="Denver", slug="denver")
    client = serve(event=number)
    assert "At Denver" in client.get("/").text
    sent(client)
    assert everything(campaign, SIGNUP)[0]["event"] == number


def test_a_code_is_bounded(client: TestClient, campaign: Campaign) -> None:
    sent(client, "/?c=" + "x" * 3000)
    assert everything(campaign, SIGNUP)[0]["row"]["Form code"] == "x" * 100


# The campaign's choice


def choose(campaign: Campaign, *keys: str, **told: str) -> None:
    with campaign.reading() as connection:
        plan = plan_questions(connection, keys) if keys else plan_public(connection, told)
    apply.apply(campaign, plan, author="Dana")


def test_the_campaign_chooses_its_questions(serve, campaign: Campaign) -> None:
    with campaign.reading() as connection:
        plan = plan_new(connection, CANDIDATE, "T-shirt size", "text")
    apply.apply(campaign, plan, author="Dana")
    choose(campaign, "name", "reach", "party_line", "first_time", "T-shirt size", "notes", "consent_contact")
    client = serve()
    page = client.get("/").text
    assert "T-shirt size" in page and "How would you run?" in page and 'name="postcode"' not in page
    sent(
        client,
        name="Juniper Hale",
        phone="303-555-0142",
        party_line="ind",
        first_time="yes",
        notes="Hi\nthere",
        **{"answers.t_shirt_size": "M", "stage": "elected", "consent_contact": "yes"},
    )
    (person,) = everything(campaign)
    assert (person["party_line"], person["first_time"], person["notes"]) == ("ind", True, "Hi\nthere")
    assert person["answers.t_shirt_size"] == "M"
    assert (person["postcode"], person["stage"], person["consent_share"]) == (None, "interested", None)


def test_what_the_form_tells_of_the_campaign(serve, campaign: Campaign) -> None:
    assert EN["page"]["us"] in serve().get("/").text
    choose(campaign, name="Fight Tour <2026>", contact="Help@Example.org")
    page = serve().get("/").text
    assert "Fight Tour &lt;2026&gt;" in page and "help@example.org" in page
    with campaign.reading() as connection:
        assert campaign_settings.chosen(connection, "public")["contact"] == "help@example.org"


def test_a_page_that_was_open_while_the_questions_changed_loses_nothing(serve, campaign: Campaign) -> None:
    tokens = Tokens()
    fields = {**hidden(serve(tokens=tokens).get("/").text), **GOOD}
    choose(campaign, "name", "reach", "consent_contact")
    client = serve(tokens=tokens)
    assert 'name="postcode"' not in client.get("/").text
    assert client.post("/", data=fields).status_code == 200
    assert everything(campaign)[0]["postcode"] == "80203"


def test_a_source_that_was_deleted_is_made_anew(client: TestClient, campaign: Campaign) -> None:
    sent(client)
    delete(campaign, everything(campaign, SOURCE)[0]["id"], rt=SOURCE)
    assert sent(client, **{**GOOD, "name": "Ash Vale", "email": "ash@example.org"}).status_code == 200
    assert len(people(campaign)) == 2
