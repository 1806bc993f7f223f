"""Makes the sample tour: fictitious people, the real stops of 2025, facts about real partner organizations.

Run as `python -m tools.sample`; it writes the same files every time. The stops are reported facts (date, city, venue, and
crowd figures from the press and the campaign); times that were not found are left out. Partners' rules come from their
public pages, read in November 2026; unknown facts about real organizations, such as capacity, are left empty.
"""

import csv
import datetime as dt
import random

import openpyxl

from coordinator.base.paths import resources

HERE = resources() / "sample"
SEED = 20250321
GIVEN = (
    "Alonso Imani Petra Desmond Quentin Yolanda Marisol Tobias Ingrid Osric Noor Emeka Priya Saskia Casper Juniper "
    "Mirabel Aurelio Keziah Theron Leona Anders Winslow Rowan Zoë José Bảo Siobhán Łukasz Aiyana Kalani Tariq Mei "
    "Dmitri Fatima Hector Lucia Omar Rosa Wilma Delia Uma Vince Pilar Katya Jamal Esther Andre Sadie Malik"
).split()
FAMILY = (
    "Vance Hale Garrick Ashdown Belmonte Dunmore Lindqvist Ferris Pruitt Nwosu Brandt Solheim Achebe Iyer Petrov "
    "Maddox Kowal Trujillo Haddad Burke Ito Núñez Nguyễn O'Connor Van|Dyke de|la|Cruz McBride Kaur Bergstrom Zapata "
    "Quintero Fitzgerald Alvarez Watanabe Underwood Hassan Thompson Begay Kahananui Okafor Lindgren Moreau Castellanos"
).split()
OFFICES = (
    ("School board", "school"),
    ("City council", "municipal"),
    ("Mayor", "municipal"),
    ("County commission", "county"),
    ("State house", "state"),
    ("State senate", "state"),
    ("Library board", "special"),
    ("Water district", "special"),
    ("Sheriff", "county"),
    ("Tribal council", "tribal"),
    ("US House", "federal"),
    ("Justice of the peace", "judicial"),
    ("Not sure yet", "unsure"),
    ("Any local office", "any_local"),
    ("Township trustee", "municipal"),
)
PARTIES = (
    ("Independent",) * 9
    + ("Democratic",) * 6
    + ("Nonpartisan", "Nonpartisan", "Working Families", "Green", "Not decided")
)
STAGES = (
    ("Interested",) * 9
    + ("Contacted",) * 6
    + ("Connected",) * 4
    + ("In training",) * 3
    + ("Filed",) * 2
    + (
        "On the ballot",
        "Elected",
        "Paused",
        "Withdrew",
    )
)
PLACES = (
    ("Omaha", "NE", "68102", "402"),
    ("Denver", "CO", "80203", "303"),
    ("Greeley", "CO", "80631", "970"),
    ("Tempe", "AZ", "85281", "480"),
    ("Tucson", "AZ", "85701", "520"),
    ("Boston", "MA", "02134", "617"),
    ("Newark", "NJ", "07102", "201"),
    ("Columbus", "OH", "43215", "614"),
    ("Dayton", "OH", "45402", "937"),
    ("Missoula", "MT", "59801", "406"),
    ("Nampa", "ID", "83687", "208"),
    ("Salt Lake City", "UT", "84101", "801"),
    ("Bethlehem", "PA", "18015", "610"),
    ("Kenosha", "WI", "53144", "262"),
    ("Wheeling", "WV", "26003", "304"),
    ("Tulsa", "OK", "74103", "918"),
    ("Fort Worth", "TX", "76107", "817"),
    ("Asheville", "NC", "28801", "828"),
    ("Las Vegas", "NV", "89101", "702"),
    ("Portland", "ME", "04101", "207"),
)
NEXT_TO = {"MA": "ME", "NJ": "PA", "OH": "WV"}
"""States without stops → where their people went."""
NOTES = (
    "",
    "",
    "",
    "Two kids, evenings only",
    "Served on a library committee for six years",
    "Worried about filing costs",
    "Prefers texts",
    "Teacher; wants school board 2026",
    "Has a campaign manager already",
)
PARTNERS = (
    (
        "Run for Something",
        "Recruits candidates",
        "runforsomething.net",
        "recruit; training; 1:1; endorsement",
        "state; any_local",
        "dem; nonpartisan",
        "2025 endorsement: born in 1984 or later; first to third run; no third party or write-in; not federal",
        None,
    ),
    (
        "National Democratic Training Committee",
        "Trains candidates",
        "traindemocrats.org",
        "training",
        "",
        "dem",
        "Free and online for every Democrat; not sure yet is welcome",
        None,
    ),
    (
        "Emerge",
        "Trains candidates",
        "emergeamerica.org",
        "training",
        "",
        "dem",
        "Democratic women (in Washington also non-binary people); 70 hours over six months; cohorts by state",
        None,
    ),
    (
        "EMILYs List (Ignite Change)",
        "Trains candidates",
        "emilyslist.org",
        "training",
        "",
        "dem",
        "Pro-choice Democratic women who were never a candidate before; cohorts",
        None,
    ),
    (
        "Contest Every Race",
        "Recruits candidates",
        "contesteveryrace.com",
        "recruit",
        "county; municipal; school; state",
        "dem",
        "Counties of up to 700,000 people; races where a Republican is unopposed",
        None,
    ),
    (
        "National Run for Office Day",
        "Informs",
        "runforofficeday.com",
        "recruit",
        "",
        "",
        "A coalition of partners who share sign-ups",
        None,
    ),
    (
        "Prairie Independents Caucus (fictitious)",
        "Movement",
        "prairie.example.org",
        "1:1; information",
        "municipal; county; school; state",
        "ind",
        "Made up for the sample: the path of independents",
        30,
    ),
    (
        "Desert Ballot Access Clinic (fictitious)",
        "Informs",
        "desert.example.org",
        "support",
        "",
        "ind; wfp; grn; other",
        "Made up for the sample: petitions and filing without a party",
        12,
    ),
)


def person(rng: random.Random, number: int) -> dict[str, object]:
    """Return one fictitious person."""
    given, family = rng.choice(GIVEN), rng.choice(FAMILY).replace("|", " ")
    city, state, postcode, area = rng.choice(PLACES)
    office, level = rng.choice(OFFICES)
    plain = "".join(c for c in f"{given}.{family}".lower() if c.isascii() and (c.isalpha() or c == "."))
    born = dt.date(rng.randint(1955, 2005), rng.randint(1, 12), rng.randint(1, 28))
    return {
        "First name": given,
        "Last name": family,
        "E-mail": f"{plain.strip('.')}{number}@example.org",
        "Phone": f"({area}) 555-01{number % 100:02d}",
        "City": city,
        "State": state,
        "ZIP": postcode,
        "Birth date": str(born.year) if number % 7 == 0 else born,
        "Party line": rng.choice(PARTIES),
        "Running for": office,
        "Level": level,
        "First-time candidate": rng.choice(("Yes", "Yes", "Yes", "No", None)),
        "Stage": rng.choice(STAGES),
        "Owner": rng.choice(("Dana", "Jules", "Sam", None)),
        "Follow-up": None,
        "May be contacted": "Yes",
        "May be shared with partners": rng.choice(("Yes", "Yes", "No", None)),
        "Tags": rng.choice((None, "wants training", "can host", "wants training; can host")),
        "Notes": rng.choice(NOTES) or None,
    }


def main() -> None:
    """Write all files."""
    rng = random.Random(SEED)
    people = [person(rng, n) for n in range(1, 121)]
    for i, one in enumerate(people):
        if i % 6 == 0:
            one["Follow-up"] = dt.date(2026, 11, 12) + dt.timedelta(days=rng.randint(0, 40))
    say_where(people)
    make_alike(people)
    book = openpyxl.Workbook()
    sheet(book, "Candidates", people)
    names = ("Organization", "Kind", "Website", "Services", "Levels", "Party lines", "Rule", "Capacity per month")
    partners: list[dict[str, object]] = [
        {
            **dict(zip(names, p, strict=True)),
            "Active": "yes",
            "Contact e-mail": f"partner{i}@example.org",
        }
        for i, p in enumerate(PARTNERS, 1)
    ]
    sheet(book, "Partners", partners)
    sheet(book, "Tour events", stops())
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = dt.datetime(2026, 11, 2)
    book.save(HERE / "sample-tour.xlsx")
    rows = signups(rng, people)
    write_csv("sign-ups-denver.csv", rows[:60])
    later = [dict(r) for r in rows]
    later[3]["can2_phone"], later[8]["What office interests you?"] = "303-555-0199", "Mayor"
    later[12]["can2_user_city"] = "Aurora"
    write_csv("sign-ups-later.csv", later)


def say_where(people: list[dict[str, object]]) -> None:
    """Choose the stop where each person signed up, in their state or a neighboring one, and a time that evening."""
    rng = random.Random(SEED + 1)
    held = stops()
    by_state: dict[object, list[dict[str, object]]] = {}
    for stop in held:
        by_state.setdefault(stop["State"], []).append(stop)
    for one in people:
        stop = rng.choice(by_state.get(NEXT_TO.get(str(one["State"]), one["State"])) or held)
        day = stop["Date"]
        assert isinstance(day, dt.date)
        minutes = min(int(rng.gammavariate(3, 35)), 300)
        one["Signed up at"] = dt.datetime.combine(day, dt.time(21)) + dt.timedelta(minutes=minutes)
        one["Tour event"] = stop["Title"]


def make_alike(people: list[dict[str, object]]) -> None:
    """Make two people in the list look like two others, for the duplicates review; neither case is clear."""
    for here, there, name in ((17, 91, "First name"), (33, 108, "Last name")):
        one, other = people[here], people[there]
        typed = str(one[name])
        other |= {k: one[k] for k in ("First name", "Last name", "Birth date", "City", "State", "ZIP")}
        other[name] = typed[:-2] + typed[-1] + typed[-2]


def sheet(book: openpyxl.Workbook, name: str, rows: list[dict[str, object]]) -> None:
    """Write one sheet."""
    out = book.create_sheet(name)
    header = list(rows[0])
    out.append(header)
    for one in rows:
        out.append([one[h] for h in header])


def stops() -> list[dict[str, object]]:
    """Return the stops as reported."""
    with (HERE / "stops-2025.csv").open(encoding="utf-8", newline="") as file:
        return [
            {
                "Title": f"{s['city']} {'town hall' if 'town hall' in s['note'] else 'rally'}",
                "Date": dt.date.fromisoformat(s["date"]),
                "Start": dt.time.fromisoformat(s["start_local"]) if s["start_local"] else None,
                "Time zone": s["timezone"],
                "City": s["city"],
                "State": s["state"],
                "Venue": s["venue"] or None,
                "Crowd": int(s["crowd_number"]) if s["crowd_number"] else None,
                "Crowd as reported": s["crowd_as_reported"] or None,
                "Status": "Done",
                "Page slug": f"rally-{s['city'].lower().replace(' ', '-')}",
                "Note": s["note"] or None,
            }
            for s in csv.DictReader(file)
        ]


def signups(rng: random.Random, people: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return sign-ups at one stop: some from existing people, one of them twice, most from new people."""
    known = [p for p in people if p["State"] in ("CO", "UT", "NE")][:12]
    chosen = known + [person(rng, n) for n in range(200, 247)] + [known[0]] + [person(rng, n) for n in range(300, 324)]
    start = dt.datetime(2025, 3, 21, 15, 0)
    return [
        {
            "first_name": p["First name"],
            "last_name": p["Last name"],
            "email": str(p["E-mail"]).title() if i % 9 == 4 else p["E-mail"],
            "zip_code": p["ZIP"],
            "can2_user_address": "",
            "can2_user_city": p["City"],
            "can2_county": "",
            "can2_state_abbreviated": p["State"],
            "can2_phone": p["Phone"],
            "can2_subscription_status": "subscribed",
            "can2_subscription_date": (start + dt.timedelta(minutes=3 * i)).isoformat(sep=" "),
            "can2_user_tags": "rally-denver",
            "uuid": f"00000000-0000-4000-8000-{i:012d}",
            "What office interests you?": p["Running for"],
            "How would you run?": p["Party line"],
            "T-shirt size": rng.choice("SML"),
            "OK to share with partners?": rng.choice(("yes", "no")),
        }
        for i, p in enumerate(chosen)
    ]


def write_csv(name: str, rows: list[dict[str, object]]) -> None:
    """Write one CSV file."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
