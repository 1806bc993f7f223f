"""What lists and services write when somebody opted out, and what of it has to be asked."""

import pytest

from coordinator.records.opt_out_questions import asks
from coordinator.records.opt_outs import asked_for, mark_of, may_say_so, read

ALL, CALL, TEXT, EMAIL = "do_not_contact", "do_not_call", "do_not_text", "do_not_email"


@pytest.mark.parametrize(
    ("cell", "heading", "marks"),
    [
        ("Yes", "Email Opt Out", {EMAIL}),
        ("TRUE", "Unsubscribed", {ALL}),
        ("x", "DNC", {ALL}),
        ("1", "optOutSms", {TEXT}),
        ("✓", "Do not call", {CALL}),
        ("unsubscribed", "Status", {ALL}),
        ("Unsubscribed", "Mailing list status", {EMAIL}),
        ("Opted out", "SMS", {TEXT}),
        ("cleaned", "MEMBER_STATUS", {EMAIL}),
        ("hard bounce", "Status", {EMAIL}),
        ("bouncing", "can2_subscription_status", {EMAIL}),
        ("Marked as spam", "Status", {EMAIL}),
        ("Non-subscribed", "Status", {EMAIL}),
        ("Deceased", "Email status", {ALL}),
        ("Do Not Call", "Stage", {CALL}),
        ("don't text or call me", "Remark", {CALL, TEXT}),
        ("no calls please", "Contact preference", {CALL}),
        ("she asked us not to call", "Remark", {CALL}),
        ("quit texting me!!", "Notes", {TEXT}),
        ("Pls stop texts, calls ok", "Notes", {TEXT}),
        ("wants off the list", "Notes", {ALL}),
        ("dejen de llamarme", "Notas", {CALL}),
        ("cease all communication", "Notes", {ALL}),
        ("Ya no quiero recibir nada", "Notas", {ALL}),
        ("please don't stop calling me", "Notes", set()),
        ("Opted-out of texts", "Status", {TEXT}),
        ("please remove me from list", "Status", {ALL}),
        ("dado de baja", "Estado", {ALL}),
        ("no me llamen", "Estado", {CALL}),
        ("Fallecida", "Estado", {ALL}),
        ("2024-05-01", "Unsubscribe date", {ALL}),
        ("too many letters", "Unsubscribe reason", {ALL}),
        ("3", "Bounce count", {EMAIL}),
        ("Email, SMS", "Opted out of", {EMAIL, TEXT}),
        ("all", "Opt-outs", {ALL}),
        ("email only", "Do not contact", {CALL, TEXT}),
        ("No", "SMS opt-in", {TEXT}),
        ("Do not contact", "Email opt out", {ALL}),
        ("does not want to be contacted", "Notes", {ALL}),
        ("take her off your list please", "Notes", {ALL}),
        ("she is dead", "Notes", {ALL}),
        ("lose my number", "Notes", {ALL}),
        ("no más llamadas por favor", "Notes", {CALL}),
        ("No", "Can we text you?", {TEXT}),
        ("NO!!", "May we call or text you?", {CALL, TEXT}),
        ("Please do not", "OK to contact you?", {ALL}),
        ("never", "Contact me?", {ALL}),
        ("only by email", "May we contact you?", {CALL, TEXT}),
        ("No", "¿Podemos llamarle?", {CALL}),
        ("No", "3. Okay to text that number?", {TEXT}),
        ("no", "Ok to call?", {CALL}),
        ("No", "May we text your cell phone?", {CALL, TEXT}),
        ("No", "¿Le podemos mandar mensajes de texto?", {TEXT}),
        ("do_not_email", "Tags", {EMAIL}),
        ("STOP ALL", "Notes", {ALL}),
        ("stop all texts", "Notes", {TEXT}),
        ("wants nothing to do with us", "Notes", {ALL}),
        ("would rather not get texts", "Notes", {TEXT}),
        ("plz dont msg me", "Notes", {ALL}),
        ("no thanks, remove", "Notes", {ALL}),
        ("has passed", "Notes", {ALL}),
        ("I revoke my consent", "Notes", {ALL}),
        ("dejar de llamar", "Notas", {CALL}),
        ("Por favor no textos", "Notas", {TEXT}),
        ("Not by text", "Contact preference", {TEXT}),
        ("text", "Never by", {TEXT}),
        ("1", "DNT", {TEXT}),
        ("1", "D.N.E.", {EMAIL}),
        ("2025-03-01", "Consent withdrawn", {ALL}),
        ("Withdrawn", "Email consent status", {EMAIL}),
        ("Denied", "GDPR consent", {ALL}),
        # no opt-outs
        ("Yes", "Opt out of arbitration", set()),
        ("1", "HasOptedOutOfFax", set()),
        ("no text", "Notes", set()),
        ("Granted 2025-03-01", "GDPR consent", set()),
        ("Yes", "Can we text you?", set()),
        ("Yes", "3. Okay to text that number?", set()),
        ("No", "Can you reach the voters in your precinct?", set()),
        ("No", "How can we contact you?", set()),
        ("No", "May we contact your employer?", set()),
        ("My dad is dead", "Notes", set()),
        ("No", "Email Opt Out", set()),
        ("Yes", "SMS opt-in", set()),
        ("subscribed", "Status", set()),
        ("Not unsubscribed", "Status", set()),
        ("never bounced", "Bounce", set()),
        ("cancelled", "Status", set()),
        ("checked in", "Attendee status", set()),
        ("Do not call before 9 am", "Notes", set()),
        ("No email", "Email", set()),
        ("no contact yet", "Status", set()),
        ("Dead number", "Status", set()),
        ("0", "Bounce count", set()),
        ("N/A", "Opt out", set()),
        ("I was told never to contact the mayor about this and did so", "Why do you run?", set()),
    ],
)
def test_what_a_cell_means(cell: str, heading: str, marks: set[str]) -> None:
    found = read(cell, heading)
    assert ({key for key, yes in found.marks.items() if yes}, found.understood) == (marks, True)


@pytest.mark.parametrize(
    ("cell", "heading"),
    [
        ("maybe", "Do not contact"),
        ("Temp Hold", "Email permission status"),
        ("No", "Opt"),
        ("B", "Subscription"),
        ("call before noon", "Opt out"),
    ],
)
def test_what_is_not_understood_is_asked_and_no_yes(cell: str, heading: str) -> None:
    found = read(cell, heading)
    assert (found.marks, found.understood) == ({}, False)
    assert cell in asks(heading, ["", cell]) and heading in asks(heading, [cell])


def test_nothing_is_asked_of_what_is_clear_or_about_something_else() -> None:
    assert asks("Email opt-in", ["Yes", "No", "Opted in", ""]) == ""
    assert asks("Photo consent", ["perhaps"]) == asks("Subscription level", ["Gold"]) == asks("Adopted", ["x"]) == ""


@pytest.mark.parametrize(
    ("heading", "mark"),
    [
        ("Email Opt Out", EMAIL),
        ("sms_opt_out", TEXT),
        ("Phone DNC", CALL),
        ("DO NOT TEXT", TEXT),
        ("Unsubscribed?", ALL),
        ("Bounced", EMAIL),
        ("Deceased", ALL),
        ("Do not call or text", None),
        ("Email opt-in", None),
        ("Do not share my photo", None),
        ("Optional remarks", None),
    ],
)
def test_which_mark_a_heading_asks_for(heading: str, mark: str | None) -> None:
    assert mark_of(heading) == mark


def test_a_mark_that_a_column_was_chosen_for_counts_whatever_its_heading() -> None:
    assert read("Yes", "Column 7", CALL).marks == {CALL: True}
    assert read("Yes", "Unsubscribed", EMAIL).marks == {EMAIL: True}
    assert read("No", "Text me updates (opt in)", TEXT).marks == {TEXT: True}
    assert read("perhaps", "Column 7", CALL).understood is False


@pytest.mark.parametrize("cell", ["END", "CANCEL", "QUIT.", "do not use this email"])
def test_words_that_may_stop_texts_are_for_a_person_to_read(cell: str) -> None:
    assert may_say_so(cell)
    assert not read(cell, "Comments").marks


def test_a_long_remark_that_may_be_an_opt_out_is_for_a_person_to_read() -> None:
    assert may_say_so("Met her at the fair; please do not contact her until the election in November is over")
    assert not may_say_so("Do not hesitate to call, she is keen on schools and parks")


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ("text only, no calls", {CALL}),
        ("calls ok, no texts", {TEXT}),
        ("No texts. Email is fine", {TEXT}),
        ("don't call, email me", {CALL}),
        ("no calls, texts or e-mails", {CALL, TEXT, EMAIL}),
        ("do not call, text or email", {CALL, TEXT, EMAIL}),
        ("no calls or texts", {CALL, TEXT}),
        ("does not want calls", {CALL}),
        ("doesn't want emails", {EMAIL}),
        ("doesn't want any more texts", {TEXT}),
        ("no longer wishes to be contacted", {ALL}),
        ("does not wish to be contacted", {ALL}),
        ("asked to be removed", {ALL}),
        ("requested removal", {ALL}),
        ("lost interest, remove", {ALL}),
        ("D.N.C.", {ALL}),
        ("DoNotCall", {CALL}),
        ("dnt contact", {ALL}),
        ("do no call", {CALL}),
        ("no quiero mensajes", {TEXT, EMAIL}),
        ("no quiero mensajes de texto", {TEXT}),
        ("ya no quiero recibir llamadas", {CALL}),
        ("quitar de la lista", {ALL}),
        ("Quítenme de su lista", {ALL}),
        ("bórrenme", {ALL}),
        ("elimíneme de la lista", {ALL}),
        ("ya no quiere contacto", {ALL}),
        ("wants to be called", set()),
        ("quit her job, wants to run", set()),
        ("Remove sign from the lawn", set()),
        ("eliminar duplicado", set()),
        ("no quiero perder", set()),
        ("texts fine", set()),
        ("his wife died", set()),
        ("mother passed away", set()),
        ("she's dead", {ALL}),
        ("murió en mayo", {ALL}),
        ("ya no quiere que la llamen", {CALL}),
        ("prefiere que no la contacten", {ALL}),
        ("doesn't like to call people", set()),
        ("does not want to phone bank", set()),
        ("stop all texts", {TEXT}),
        ("STOP ALL", {ALL}),
        ("Stop please", {ALL}),
        ("pls remove me", {ALL}),
        ("please remove them", set()),
        ("plz dont msg me", {ALL}),
        ("no thanks, remove", {ALL}),
        ("I revoke my consent", {ALL}),
        ("consent withdrawn", {ALL}),
        ("has passed", {ALL}),
        ("wants nothing to do with us", {ALL}),
        ("would rather not get texts", {TEXT}),
        ("prefers not to be called", {CALL}),
        ("Not by text", {TEXT}),
        ("Email (not phone)", {CALL}),
        ("do_not_email", {EMAIL}),
        ("dejar de llamar", {CALL}),
        ("Por favor no textos", {TEXT}),
        ("the bill has passed", set()),
        ("did not text", set()),
        ("could not call", set()),
        ("stop by the office", set()),
        ("would rather get texts", set()),
        ("wants to do more", set()),
    ],
)
def test_in_whose_words_ever(cell: str, marks: set[str]) -> None:
    assert {mark for mark, yes in read(cell, "Status").marks.items() if yes} == marks


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Do not contact me, ever.", {ALL}),
        ("no more e-mails please", {EMAIL}),
        ("leave me alone", {ALL}),
        ("bórrenme de su lista", {ALL}),
        ("stop the war on schools", set()),
        ("Stop please", {ALL}),
        ("Deceased", {ALL}),
        ("They never call back", set()),
        ("My mother died last year", set()),
        ("so that people stop getting robo calls", set()),
    ],
)
def test_in_an_answer_to_another_question(text: str, marks: set[str]) -> None:
    assert set(asked_for(text)) == marks


@pytest.mark.parametrize("text", ["END", "CANCEL", "QUIT", "do not use this email"])
def test_what_may_be_an_opt_out_is_for_a_person_to_read(text: str) -> None:
    assert may_say_so(text) and not read(text).marks


@pytest.mark.parametrize("text", ["the end", "Cancel", "Cancelled", "quit smoking", "use this email"])
def test_words_that_are_no_opt_out(text: str) -> None:
    assert not may_say_so(text) and not read(text).marks
