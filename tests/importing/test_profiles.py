"""The exports of form services, by their real headers: found in public documentation and samples."""

import csv
from pathlib import Path

import pytest

from coordinator.importing.plan_and_apply import ImportOptions
from coordinator.operations import importing
from coordinator.store.campaign import Campaign

PROFILES: dict[str, tuple[str, str, dict[str, str]]] = {
    "Action Network": (
        "first_name,last_name,email,zip_code,can2_user_address,can2_user_city,can2_county,can2_state_abbreviated,can2_phone,can2_sms_status,can2_subscription_status,can2_subscription_date,can2_user_tags,uuid,Why run?",
        'Juniper,Hale,juniper@example.org,80203,12 Main St,Denver,Denver County,CO,+13035550142,subscribed,subscribed,2025-03-21 19:04:11 UTC,"rally, denver",0a1b,Schools',
        {
            "first_name": "given_name",
            "zip_code": "postcode",
            "can2_state_abbreviated": "state",
            "can2_phone": "phone",
            "can2_user_tags": "tags",
            "uuid": "signup.source_key",
            "Why run?": "answer",
        },
    ),
    "Mobilize": (
        "First name,Last name,Email,Mobile number,ZIP code,Event id,Timeslot id,Status,Attended,Signup created time,Signup updated time,utm_source",
        "Noor,Hale,noor@example.org,3035550143,80203,123,456,REGISTERED,TRUE,2025-03-20T18:00:00Z,2025-03-20T18:00:00Z,email",
        {
            "First name": "given_name",
            "Mobile number": "phone",
            "Status": "signup.status",
            "Signup created time": "signup.submitted_at",
            "Event id": "signup.event",
        },
    ),
    "EveryAction": (
        "Voter File VANID,FirstName,LastName,Sex,Age,Party,Pref Phone ,City,State,Zip5",
        "1234567,Petra,Ferris,F,34,D,(303) 555-0144,Boston,MA,2134",
        {
            "Voter File VANID": "signup.source_key",
            "FirstName": "given_name",
            "LastName": "family_name",
            "Pref Phone": "phone",
            "Zip5": "postcode",
            "Party": "party_line",
        },
    ),
    "NationBuilder": (
        "nationbuilder_id,first_name,last_name,email1,phone_number,mobile_number,primary_address1,primary_city,primary_state,primary_zip,tag_list,party,born_at",
        '77,Casper,Brandt,casper@example.org,3035550145,3035550146,1 Oak Ave,Tempe,AZ,85281,"tour,tempe",I,04/12/1990',
        {
            "nationbuilder_id": "signup.source_key",
            "email1": "email",
            "primary_city": "city",
            "primary_zip": "postcode",
            "tag_list": "tags",
            "party": "party_line",
            "born_at": "birth_date",
        },
    ),
    "Google Forms": (
        "Timestamp,Email Address,First name,Last name,What state do you live in?,What do you want to run for?",
        "2025/05/28 7:01:33 PM GMT+2,imani@example.org,Imani,Pruitt,Colorado,school board maybe?",
        {
            "Timestamp": "signup.submitted_at",
            "Email Address": "email",
            "What state do you live in?": "state",
            "What do you want to run for?": "office",
        },
    ),
    "Microsoft Forms": (
        "ID,Start time,Completion time,Email,Name,First name,Last name,Best e-mail address,ZIP",
        "1,8/20/25 12:51:45,8/20/25 12:55:02,anonymous,,Ingrid,Solheim,ingrid@example.org,80203",
        {
            "ID": "signup.source_key",
            "Start time": "ignored",
            "Completion time": "signup.submitted_at",
            "Best e-mail address": "email",
        },
    ),
    "Typeform": (
        "#,First name,Last name,Email,Phone number,Start Date (UTC),Submit Date (UTC),Network ID",
        "abc123,Tobias,Iyer,tobias@example.org,'+13035550147,2025-04-03 09:01:14,2025-04-03 09:05:14,f00",
        {
            "#": "signup.source_key",
            "Submit Date (UTC)": "signup.submitted_at",
            "Start Date (UTC)": "ignored",
            "Network ID": "ignored",
            "Phone number": "phone",
        },
    ),
    "Jotform": (
        "Submission Date,First Name,Last Name,E-mail,Phone Number,Offices you would consider,Submission ID",
        '"Mar 21, 2025",Priya,Achebe,priya@example.org,(303) 555-0148,"School board\nCity council",5901',
        {
            "Submission Date": "signup.submitted_at",
            "Submission ID": "signup.source_key",
            "Offices you would consider": "office",
        },
    ),
    "SurveyMonkey": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,Best phone",
        "118,42,03/21/2025 06:00:00 PM,03/21/2025 06:04:00 PM,192.0.2.1,emeka@example.org,Emeka,Nwosu,,303-555-0149",
        {
            "Respondent ID": "signup.source_key",
            "Start Date": "ignored",
            "End Date": "signup.submitted_at",
            "IP Address": "ignored",
            "Email Address": "email",
            "Best phone": "phone",
        },
    ),
    "Eventbrite": (
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,Order Type,Currency,Total Paid,Attendee Status,Home Address 1,Home City,Home State,Home Zip",
        "991,2025-05-02 09:36:27-04:00,Osric,Garrick,osric@example.org,1,,General,881,,Free Order,USD,0.00,Attending,12 Elm St,Omaha,NE,68102",
        {
            "Attendee #": "signup.source_key",
            "Order Date": "signup.submitted_at",
            "Attendee Status": "signup.status",
            "Currency": "ignored",
            "Home State": "state",
            "Home Zip": "postcode",
        },
    ),
    "Airtable": (
        "\ufeffName,Email,Phone,State,Offices,Languages",
        'Saskia Lindqvist,saskia@example.org,(303) 555-0150,CO,"School board,Library board","English,Spanish"',
        {"Name": "+full_name", "Email": "email", "Offices": "office", "Languages": "languages"},
    ),
}


def write(folder: Path, header: str, *rows: str) -> Path:
    path = folder / "export.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("service", PROFILES)
def test_the_columns_of_a_service(campaign: Campaign, tmp_path: Path, service: str) -> None:
    header, row, expected = PROFILES[service]
    plan = importing.plan(campaign, write(tmp_path, header, row))
    sheet = plan.sheets[0]
    targets = {c.header.lstrip("\ufeff"): c.target for c in sheet.columns}
    assert {h: targets.get(h) for h in expected} == expected
    assert sheet.profile == (service if service != "Airtable" else None)
    assert plan.counts.created == 1
    assert plan.problems == []


@pytest.mark.parametrize("service", PROFILES)
def test_a_form_that_gains_and_moves_columns_keeps_its_mapping(
    campaign: Campaign, tmp_path: Path, service: str
) -> None:
    header, row, expected = PROFILES[service]
    first = importing.plan(campaign, write(tmp_path, header, row), ImportOptions(source="The form"))
    importing.apply(campaign, first, author="Dana")
    headings, cells = next(csv.reader([header])), next(csv.reader([row.replace("\n", " ")]))
    headings, cells = ["A new question", *reversed(headings)], ["Yes please", *reversed(cells)]
    path = tmp_path / "later.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, cells])
    again = importing.plan(campaign, path, ImportOptions(source="The form"))
    targets = {c.header.lstrip("\ufeff"): c.target for c in again.sheets[0].columns}
    assert {h: "answer" if str(targets.get(h)).startswith("answer") else targets.get(h) for h in expected} == expected
    assert targets["A new question"] == "answer"
    assert again.counts.created == 0
