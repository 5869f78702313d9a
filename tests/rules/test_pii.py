"""Personal data is found, where it stands, and what only looks like it is let pass. Every private line here
is made of values kept for tests.
"""

import textwrap
from datetime import date
from pathlib import Path

import pytest

from communityplans.content.load import load
from communityplans.model.settings import Settings
from communityplans.rules import check
from communityplans.rules.pii import OfficialContacts, find
from communityplans.rules.privacy import PRIVATE
from communityplans.schema.starter_files import starter
from communityplans.source.diagnostic import Severity
from communityplans.source.files import SourceFile, read_directory

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
SETTINGS = (
    'schema_version: 1\nofficial_domains: [example.org]\nofficial_numbers: [01632 960001, "+44 1632 960002",'
    " 01632 9605]\n"
)
COUNCIL = (ROOT / "tests/content/council.yml").read_text(encoding="utf-8")
SMALL = (ROOT / "tests/content/valid/small.yml").read_text(encoding="utf-8")
GUIDE = """---
schema_version: 1
title: Your role
summary: What is expected.
order: 1
audience: [borough_councillors]
owner: Head of Communities
last_reviewed: 2026-11-22
review_in_months: 6
---
## Whom to ask

"""

PRIVATE_LINES = [
    ("private-email", "Write to jo.example@example.com about it", "jo.example@example.com"),
    ("private-email", "Sam+plans@mail.example.net, or call", "Sam+plans@mail.example.net"),
    ("private-email", "mailto:jo_example@example.co.uk", "jo_example@example.co.uk"),
    ("private-email", "Ask jo.example (at) example.com", "jo.example (at) example.com"),
    ("private-email", "Ask jo.example[at]example[dot]com", "jo.example[at]example[dot]com"),
    ("private-email", "Ask sam at example dot com for the key", "sam at example dot com"),
    ("private-email", "See https://forms.example.org/?to=jo@example.com", "jo@example.com"),
    ("private-email", "łukasz@example.com", "łukasz@example.com"),
    ("private-email", "team@notexample.org", "team@notexample.org"),
    ("private-phone", "Call Jo on 07700 900123.", "07700 900123"),
    ("private-phone", "Call Jo on 07700900123", "07700900123"),
    ("private-phone", "Mobile: +447700900123", "+447700900123"),
    ("private-phone", "Mobile: +44 7700 900 123", "+44 7700 900 123"),
    ("private-phone", "Mobile: +44 (0)7700 900123", "+44 (0)7700 900123"),
    ("private-phone", "Mobile: 0044 7700 900123", "0044 7700 900123"),
    ("private-phone", "Text 07700-900-123 after six", "07700-900-123"),
    ("private-phone", "Text 07700.900.123 after six", "07700.900.123"),
    ("private-phone", "(07700) 900123", "(07700) 900123"),
    ("private-phone", "Home: (01632) 960123", "(01632) 960123"),
    ("private-phone", "Home: 01632 960 123", "01632 960 123"),
    ("private-phone", "Home: 01632\u00a0960\u00a0123", "01632\u00a0960\u00a0123"),
    ("private-phone", "Evenings: 020 7946 0123", "020 7946 0123"),
    ("private-phone", "[call](tel:07700900123)", "07700900123"),
    ("private-phone", "mobile 07700/900123", "07700/900123"),
    ("private-phone", "his mobile (07700 900123)", "07700 900123"),
    ("private-phone", "07 700 900 123", "07 700 900 123"),
    ("private-phone", "Ring +48 600 000 001", "+48 600 000 001"),
    ("home-address", "Send it to 12 Example Road, SG1 2AB", "12 Example Road, SG1 2AB"),
    ("home-address", "12 Example Road, Stevenage, SG12 0AB", "12 Example Road, Stevenage, SG12 0AB"),
    ("home-address", "14a Example Close, Stevenage SG1 2AB", "14a Example Close, Stevenage SG1 2AB"),
    ("home-address", "7 The Paddocks, Sample End, SG2 8AB", "7 The Paddocks, Sample End, SG2 8AB"),
    ("home-address", "8 Mayfield Market Road, SG1 2AB", "8 Mayfield Market Road, SG1 2AB"),
    ("home-address", "12 example road, sg1 2ab", "12 example road, sg1 2ab"),
    ("home-address", "She lives at 14 Example Gardens", "14 Example Gardens"),
    ("home-address", "The man living at 14, who complained", "14"),
    ("home-address", "He lives at Rose Cottage, Sample Lane", "Rose Cottage"),
    ("home-address", "Home address: 3 Example Way", "3 Example Way"),
    ("home-address", "Mrs Jo Example, 14 Example Close", "14 Example Close"),
    ("home-address", "Jo Example of 14 Example Close asked for it", "14 Example Close"),
    ("home-address", "Flat 3, 14 Example Road", "Flat 3, 14 Example Road"),
    ("home-address", "Letters to 12 Example Road, Stevenage.", "12 Example Road"),
    ("home-address", "Siân Llywelyn, 5 Heol Enghraifft, CF10 1AB", "5 Heol Enghraifft, CF10 1AB"),
    ("vehicle", "The van AB12 CDE blocks the verge", "AB12 CDE"),
    ("vehicle", "AB12CDE was seen again", "AB12CDE"),
    ("vehicle", "a car, registration P123 ABC", "P123 ABC"),
    ("vehicle", "the motorbike J123 XYZ", "J123 XYZ"),
    ("vehicle", "number plate ab12 cde", "ab12 cde"),
    ("national-insurance", "NI number AB123456C", "AB123456C"),
    ("national-insurance", "AB 12 34 56 C", "AB 12 34 56 C"),
    ("national-insurance", "National Insurance no. QQ 12 34 56 C", "QQ 12 34 56 C"),
    ("national-insurance", "national insurance number: ab123456c", "ab123456c"),
    ("nhs-number", "NHS number 999 000 0018", "999 000 0018"),
    ("nhs-number", "The patient is 9990000026.", "9990000026"),
    ("nhs-number", "999-000-0034 was referred", "999-000-0034"),
    ("bank-account", "Pay to 10-88-00 00012345", "10-88-00 00012345"),
    ("bank-account", "Sort code: 10-88-00, account number: 00012345", "10-88-00, account number: 00012345"),
    ("bank-account", "sort code 108800", "108800"),
    ("bank-account", "Account number 00012345", "00012345"),
    ("bank-account", "IBAN GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19"),
    ("bank-account", "GB29NWBK60161331926819 PLEASE", "GB29NWBK60161331926819"),
    ("card-number", "Card 4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("card-number", "5555-5555-5555-4444", "5555-5555-5555-4444"),
    ("card-number", "378282246310005", "378282246310005"),
    ("date-of-birth", "Sam Example, born on 3 May 2009", "3 May 2009"),
    ("date-of-birth", "DOB 03/05/1980", "03/05/1980"),
    ("date-of-birth", "d.o.b.: 3.5.80", "3.5.80"),
    ("date-of-birth", "Date of birth: 1980-05-03", "1980-05-03"),
    ("date-of-birth", "born May 3rd, 1980", "May 3rd, 1980"),
    ("private-phone", "Mobile (+44) (0)7700 900 321", "(+44) (0)7700 900 321"),
    ("private-phone", "Ring 0 7 7 0 0 9 0 0 1 1 1 at night", "0 7 7 0 0 9 0 0 1 1 1"),
    ("private-phone", "Ring 0-7-7-0-0-9-0-0-1-1-1", "0-7-7-0-0-9-0-0-1-1-1"),
    ("national-insurance", "nino ab 12 34 56 d", "ab 12 34 56 d"),
    ("national-insurance", "her NINO: qq123456c", "qq123456c"),
    ("national-insurance", "ni no. ab 12 34 56 d", "ab 12 34 56 d"),
    ("passport", "Passport number 123456789", "123456789"),
    ("passport", "passport no. AB 123456", "AB 123456"),
    ("passport", "his passport is 123 456 789", "123 456 789"),
    ("driving-licence", "Licence MORGA657054SM9IJ", "MORGA657054SM9IJ"),
    ("driving-licence", "Licence FO999 551121 A99AB", "FO999 551121 A99AB"),
    ("driving-licence", "morga 657054 sm9ij", "morga 657054 sm9ij"),
    ("secret", "The wifi password is Crossing2026!", "Crossing2026!"),
    ("secret", "password: letmein", "letmein"),
    ("secret", "API key = 3f2a9c77d1", "3f2a9c77d1"),
    ("secret", "the gate code is 4312", "4312"),
    ("secret", "Key safe code: C4312", "C4312"),
    ("secret", "AKIA" + "IOSFODNN7EXAMPLE", "AKIA" + "IOSFODNN7EXAMPLE"),
    ("secret", "gh" + "p_" + "a1B2" * 9, "gh" + "p_" + "a1B2" * 9),
    ("secret", "gl" + "pat-" + "a1B2c" * 4, "gl" + "pat-" + "a1B2c" * 4),
    ("secret", "sk" + "_live_" + "a1B2c3" * 4, "sk" + "_live_" + "a1B2c3" * 4),
    ("secret", "xo" + "xb-1234-5678-abcdef", "xo" + "xb-1234-5678-abcdef"),
    ("secret", "-----BEGIN OPENSSH " + "PRIVATE KEY-----", "BEGIN OPENSSH " + "PRIVATE KEY"),
    ("secret", "-----BEGIN " + "PRIVATE KEY-----", "BEGIN " + "PRIVATE KEY"),
    ("secret", "https://jo:hunter2@example.org/", "jo:hunter2"),
    ("secret", "AI" + "za" + "a1B2c" * 7, "AI" + "za" + "a1B2c" * 7),
    ("rent-arrears", "Mrs Sam Example is three months in arrears", "Mrs Sam Example"),
    ("rent-arrears", "Jo Example owes £1,240 in rent", "Jo Example"),
    ("rent-arrears", "the arrears of Jo Example", "Jo Example"),
    ("rent-arrears", "Jo Example's rent arrears are £600", "Jo Example"),
    ("rent-arrears", "tenant Jo Example was evicted", "Jo Example"),
    ("date-of-birth", "Her birthday is the 3rd of May 1980", "3rd of May 1980"),
]

HARMLESS_LINES = [
    # people and places
    "Siân Llywelyn-Jones and Łukasz Wiśniewski spoke",
    "Councillor Małgorzata Zielińska-Example, Bedwell ward",
    "Ysgol Gynradd Enghraifft, Llanfair",
    "SG1",
    "The SG1 and SG2 postcodes",
    "Stevenage Borough Council, Daneshill House, Danestrete, SG1 1HN",
    "102-132 even Walkern Road",
    "102 to 132 Walkern Road (even numbers) moved to Old Town ward.",
    "224-230 Bedwell Crescent",
    "224 to 230 Bedwell Crescent and Shephall View",
    "Numbers 1, 3 and 5 Example Road",
    "The site at 14 Example Road",
    "Shop at 7 The Glebe, Stevenage",
    "New crossing outside 12 High Street",
    "Repairs to 12 High Street, Stevenage",
    "Land between 14 Example Close, Stevenage and the railway",
    "People living in 14 new homes",
    "Residents of 224 to 230 Bedwell Crescent",
    "residents of Example Road",
    "3 Bedwell Councillors, Stevenage",
    "Community Centre, 12 Market Street, SG1 1AB",
    "St Nicholas Community Centre: 12 Example Lane, Stevenage SG2 0AB",
    "Unit 5 Example Way, Stevenage SG1 2AB",
    "In 2024 Stevenage SG1 changed",
    "On 5 October Bedwell Park, Stevenage",
    "Flats 1 to 12",
    "a care home at 14 Example Road",
    "living at home",
    "The club lives at the pavilion",
    # numbers of papers and things
    "Planning application 22/00781/RMM",
    "Application 19/00123/FPM of 3 May 2019",
    "Application number 07700 900123",
    "Contract 0770 090 0123",
    "Contract no. 01632-960-123",
    "Invoice 07700900123",
    "ISBN 978-0-7123-4567-8",
    "ISBN 0 7123 4567 9",
    "ISBN 3-16-148410-X",
    "UPRN 100080879443",
    "Charity number 1012345",
    "Company number 07654321",
    "grid reference TL 238 246",
    "TL2380024600",
    "51.9038, -0.2017",
    "+51.903761, -0.201661",
    "version 2.10.3",
    "1.0.20261122",
    "ref 999 000 0018",
    "order number 4111 1111 1111 1111",
    "999 000 0019",
    "4111 1111 1111 1112",
    "GB29 NWBK 6016 1331 9268 18",
    "BG 12 34 56 C",
    "AB 12 34 56 E",
    "ticket AB12-CDE",
    "Minute 12 34 56",
    # money, dates and counts
    "£765,000 of £1,200,000",
    "12000",
    "about 12,000,000",
    "10000 to 20000",
    "2026-11-22",
    "22.11.2026 to 24.11.2026",
    "01-02-2026 10.30",
    "10-12-24",
    "from 10-12-24 to 20241231",
    "2022-07-20..2022-09-05",
    "2016 2017 2018 2019",
    "2023/24",
    "61.9%",
    "13,319 (61.9 / 53.1 / 79.8)",
    "aged 16 to 64",
    "Monday to Friday, 9am to 5pm",
    "09:00-17:30",
    "7 am till 10 pm",
    "school year 2026/27, Years 7 to 11",
    "Key Stage 2 SATs",
    "0-5 year olds",
    # roads, buses and services
    "A1(M)",
    "A602 AND A1155",
    "THE A602 HAS 14 BUS STOPS",
    "bus SB4, every 12 minutes",
    "Buses SB4 and 301",
    "B197 via Old Town",
    "SG12 AND SG13",
    "Call 101, or 999 in an emergency",
    "0300 123 4040",
    "Crimestoppers 0800 555111",
    "116 123",
    "vehicle-activated signs on the B197",
    "the car park at P4",
    "registration opens 12 May",
    "a 20mph zone",
    "CO2",
    "COVID-19",
    "PM2.5",
    "G20 in 2026",
    # addresses on the web, official ones
    "https://www.example.org/papers/07700900123?id=4111111111111111",
    "https://example.net/SG12AB/12-example-road-sg1-2ab",
    "@examplecouncil on social media",
    "https://maps.example.net/@51.9038,-0.2017,15z",
    "git@example.net:council/plans.git",
    "neighbourhoods@example.org",
    "press@news.example.org",
    "Press@EXAMPLE.ORG",
    "Office: 01632 960001",
    "Office: +44 (0)1632 960001",
    "(01632) 960 002",
    "Desk: 01632 960517",
    'phone: "01632960001"',
    "look at example dot",
    # papers, keys and debts that are none
    "Bring your passport, 12 May 2026",
    "passport office 0300 222 0000",
    "a driving licence or passport",
    "driving licence 2026/27",
    "CAPITAL 123456 LETTERS",
    "Ask at the desk for the password",
    "password: ask at the desk",
    "The password is never shared",
    "a password reset",
    "Passwords are kept by officers",
    "key: blue is done",
    "Key priorities: 2026",
    "The key is held at the centre",
    "access code of practice",
    "pin 12 boards to the wall",
    "postcode SG1 1HN",
    "QR code 12",
    "dress code: smart",
    "a new door: code of conduct",
    "https://example.org:8080/a@b",
    "commit 3f2a9c77d1e04b5a8c6e7f90123456789abcdef0",
    "risk-assessment and task-force work",
    "Rent arrears fell by a tenth",
    "Stevenage Borough Council has rent arrears of £1m",
    "The Income Team helps tenants in arrears",
    "Citizens Advice, for rent arrears",
    "Bedwell Crescent had fewer homes in arrears",
    "Universal Credit and rent arrears",
    "Community Development Officers help people with arrears",
    "No tenants were evicted in Example Road",
    # days of birth that are none
    "E. M. Forster was born on 1 January 1879",
    "The club was born on 3 May 2019",
    "born in 1950",
    "Stevenage New Town was born on 11 November 1946",
    "a stubborn problem since 3 May 2019",
    "births in 2019: 1,203",
    "airborne on 3 May 2019",
    "account for 2026",
    "The National Insurance rate is 8%",
]


def official() -> OfficialContacts:
    return OfficialContacts(
        Settings.model_validate(
            {
                "schema_version": 1,
                "official_domains": ["example.org"],
                "official_numbers": ["01632 960001", "+44 1632 960002", "01632 9605"],
            }
        )
    )


def said(text: str, by: OfficialContacts | None = None) -> list[tuple[str, str]]:
    return [(one.rule, text[one.start : one.end]) for one in find(text, by or official())]


def checked(plan: str = SMALL, guide: str = "", settings: str = SETTINGS, council: str = COUNCIL):
    """What the privacy rules say of a small council."""
    files = [
        SourceFile("plans/council.yml", council),
        SourceFile("plans/council-settings.yml", settings),
        SourceFile("plans/small.yml", plan),
    ]
    if guide:
        files.append(SourceFile("guides/councillors/role.md", guide))
    content, diagnostics = load(files)
    assert [d for d in diagnostics if d.severity is Severity.error] == []
    return [d for d in check(content, TODAY) if d.rule in (*PRIVATE, "unused-waiver")]


def with_note(words: str) -> str:
    return SMALL.replace("summary: A new crossing and safer streets.", f"summary: {words}")


def places(found) -> list[tuple]:
    return [(d.position.path, d.position.line, d.position.column, *d.position.end, d.rule) for d in found]


@pytest.mark.parametrize(("rule", "line", "words"), PRIVATE_LINES, ids=[line for _, line, _ in PRIVATE_LINES])
def test_private(rule, line, words):
    assert said(line) == [(rule, words)]
    assert said(f"summary: x\n  - {line}\nand more\n") == [(rule, words)]


@pytest.mark.parametrize("line", HARMLESS_LINES)
def test_harmless(line):
    assert said(line) == []
    assert said(f"title: {line}\nnext: A line\n") == []


def test_there_are_enough_lines_of_every_kind():
    assert len(PRIVATE_LINES) >= 40 and len(HARMLESS_LINES) >= 60
    assert {rule for rule, _, _ in PRIVATE_LINES} == set(PRIVATE)
    assert len(set(HARMLESS_LINES)) == len(HARMLESS_LINES)


def test_two_of_a_line_are_both_found():
    assert said("jo@example.com, 07700 900123, 12 Example Road, SG1 2AB") == [
        ("private-email", "jo@example.com"),
        ("private-phone", "07700 900123"),
        ("home-address", "12 Example Road, SG1 2AB"),
    ]


def test_what_wraps_onto_the_next_line_is_found():
    assert said("note: >-\n  Ask Jo at 12 Example Road,\n  Stevenage SG1 2AB or on 07700\n  900123.") == [
        ("home-address", "12 Example Road,\n  Stevenage SG1 2AB"),
        ("private-phone", "07700\n  900123"),
    ]


def test_the_place_in_a_plan():
    found = checked(with_note("Ask Jo, 07700 900123."))
    assert places(found) == [("plans/small.yml", 3, 18, 3, 30, "private-phone")]
    assert found[0].severity is Severity.error
    assert "900123" not in found[0].message + found[0].fix  # Logs are public.


def test_a_remark_counts_and_so_does_every_field():
    plan = (
        SMALL.replace("email: neighbourhoods@example.org", "email: jo@example.net\n  phone: 07700 900123")
        + "# Jo: 07700 900124\n"
    )
    assert [(line, column, rule) for _, line, column, _, _, rule in places(checked(plan))] == [
        (18, 10, "private-email"),
        (19, 10, "private-phone"),
        (plan.count("\n"), 7, "private-phone"),
    ]


def test_the_facts_of_the_council_count():
    assert places(checked(council=COUNCIL + "# Jo: 07700 900124\n")) == [
        ("plans/council.yml", COUNCIL.count("\n") + 1, 7, COUNCIL.count("\n") + 1, 19, "private-phone")
    ]


def test_the_place_in_a_guide():
    guide = (
        GUIDE.replace("owner: Head of Communities", "owner: Head, 07700 900123")
        + "Ask Żaneta: żaneta@example.com.\n\nOr *DOB 3/5/1980*.\n"
    )
    body = GUIDE.count("\n") + 1
    assert sorted(places(checked(guide=guide))) == [
        ("guides/councillors/role.md", 7, 14, 7, 26, "private-phone"),
        ("guides/councillors/role.md", body, 13, body, 31, "private-email"),
        ("guides/councillors/role.md", body + 2, 9, body + 2, 17, "date-of-birth"),
    ]


def test_without_official_domains_every_address_is_private():
    found = checked(settings="schema_version: 1\n")
    assert [(d.position.line, d.rule) for d in found] == [(18, "private-email")]
    assert (
        "add it to official_domains in plans/council-settings.yml" in found[0].fix
        and "example.org" in found[0].fix
    )


def test_nobody_is_told_to_call_a_mail_service_official():
    assert "official_domains" not in checked(with_note("Ask jo@gmail.com"))[0].fix
    assert "official_domains" not in checked(with_note("Ask jo@yahoo.co.uk"))[0].fix


@pytest.mark.parametrize("domain", ["example.net", "@example.net", "Example.NET", ".example.net"])
def test_an_official_domain_covers_those_below_it(domain):
    by = OfficialContacts(Settings.model_validate({"schema_version": 1, "official_domains": [domain]}))
    assert said("a@example.net b@mail.example.net", by) == []
    assert said("a@badexample.net", by) == [("private-email", "a@badexample.net")]


def test_official_numbers_may_be_written_in_any_way_and_a_beginning_covers_a_range():
    for number in ("01632 960002", "+44 1632 960002", "(01632) 960-002", "0044 1632 960002", "01632 960599"):
        assert said(number) == []
    assert said("01632 960003") == [("private-phone", "01632 960003")]


def test_too_short_a_beginning_covers_nothing():
    by = OfficialContacts(Settings.model_validate({"schema_version": 1, "official_numbers": ["07", "01632"]}))
    assert len(said("07700 900123 and 01632 960123", by)) == 2


def waived(more: str) -> str:
    return SETTINGS + "waivers:\n" + textwrap.indent(textwrap.dedent(more), "  ")


def test_a_waiver_lets_one_thing_pass():
    plan = with_note("Ask Jo, 07700 900123, or Sam, 07700 900124.")
    settings = waived(
        "- {path: plans/small.yml, rule: private-phone, text: 07700 900123, reason: Jo asked for it}\n"
    )
    assert [(d.rule, d.position.column) for d in checked(plan, settings=settings)] == [("private-phone", 40)]


def test_a_waiver_without_a_text_lets_all_of_its_kind_pass_in_its_file_only():
    plan = with_note("Ask Jo, 07700 900123, or Sam, 07700 900124.")
    settings = waived("- {path: plans/small.yml, rule: private-phone, reason: Both asked for it}\n")
    assert checked(plan, settings=settings) == []
    assert [d.position.path for d in checked(plan, GUIDE + "07700 900123\n", settings=settings)] == [
        "guides/councillors/role.md"
    ]


def test_a_waiver_needs_a_reason():
    _, found = load(
        [
            SourceFile(
                "plans/council-settings.yml",
                SETTINGS + "waivers:\n  - {path: plans/small.yml, rule: private-phone}\n",
            )
        ]
    )
    assert any("Reason" in d.message and d.severity is Severity.error for d in found)


@pytest.mark.parametrize(
    ("waiver", "words"),
    [
        (
            "{path: plans/small.yml, rule: private-phone, reason: Long gone}",
            "Nothing in plans/small.yml needs this waiver.",
        ),
        (
            "{path: plans/other.yml, rule: vehicle, reason: Long gone}",
            "Nothing in plans/other.yml needs this waiver.",
        ),
        (
            "{path: plans/small.yml, rule: date-order, reason: We like it so}",
            "Only checks for personal data can be waived.",
        ),
    ],
)
def test_an_unused_waiver_is_a_warning(waiver, words):
    settings = waived(f"- {waiver}\n")
    (found,) = checked(settings=settings)
    assert (found.rule, found.severity, found.message) == ("unused-waiver", Severity.warning, words)
    assert (found.position.path, found.position.line) == ("plans/council-settings.yml", settings.count("\n"))


def test_the_address_of_a_building_among_the_assets_is_public():
    asset = (
        'assets:\n  - {id: hall, name: Hall, kind: KIND, address: "12 Market Street, Example SG1 1AB",'
        " last_checked: 2026-11}\n"
    )
    assert checked(SMALL + asset.replace("KIND", "building")) == []
    assert [d.rule for d in checked(SMALL + asset.replace("KIND", "person_role"))] == ["home-address"]


def test_a_new_plan_holds_nothing_private_and_a_hint_that_was_put_to_use_counts():
    text = starter("bedwell", "Bedwell", TODAY, full=True)
    assert {rule for rule, _ in said(text, OfficialContacts())} == {"private-email", "private-phone"}
    hints = "".join(line + "\n" for line in text.split("\n") if line.startswith("#"))
    assert checked(SMALL + hints) == []


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests/fixtures/council"], ids=["plans", "fixtures"])
def test_the_content_of_the_repository_holds_nothing_private(root):
    content, _ = load(read_directory(root).files)
    assert len(content.plans) >= 2 and content.guides
    assert [d for d in check(content, TODAY) if d.rule in PRIVATE] == []
