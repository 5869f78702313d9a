"""Personal data and secrets in plans and guides: what is published, and what the history of the files keeps,
cannot be taken back (threat T14).
"""

from collections.abc import Iterator

from ..content.load import SETTINGS
from ..source.diagnostic import Severity
from .rule_context import CheckContext, Finding

_WAIVE = f"Delete it. If it may be public, say why under waivers in {SETTINGS}."
# Where anybody can have an address: to call one of these official would let every private address pass.
_FOR_EVERYBODY = (
    ".gmail.com",
    ".googlemail.com",
    ".outlook.com",
    ".icloud.com",
    ".me.com",
    ".aol.com",
    ".btinternet.com",
    ".protonmail.com",
    ".proton.me",
    ".gmx.com",
    ".sky.com",
    ".talktalk.net",
    ".virginmedia.com",
    ".ntlworld.com",
)
_FAMILIES = (".hotmail.", ".yahoo.", ".live.", ".msn.")


def private_email(checked: CheckContext) -> Iterator[Finding]:
    """An e-mail address is not the council's own.

    Addresses of the council, and of the bodies that it works with, stand under `official_domains` in the
    settings. Every other address belongs to somebody. Remarks in the file count too: whoever can see the
    files can read them.

    Fails:
        contact: {post: Community team, email: jo.example@example.com}
    Passes:
        contact: {post: Community team, email: neighbourhoods@example.org}
    From: UK GDPR, Article 5(1)(c); Localism Act 2011, section 32; safety notes 1.7
    """
    for one in _all(checked, "private-email"):
        domain = one.found.detail
        anybody = ("." + domain).endswith(_FOR_EVERYBODY) or any(
            family in f".{domain}" for family in _FAMILIES
        )
        fix = (
            "Write an official address instead."
            if anybody
            else (
                f"Write an official address instead. If {domain} is official, add it to official_domains in"
                f" {SETTINGS}."
            )
        )
        yield Finding(
            one.document, (), "This e-mail address is not an official one.", fix, position=one.position
        )


def private_phone(checked: CheckContext) -> Iterator[Finding]:
    """A telephone number is not one of the council's own.

    It may be somebody's mobile or home. Numbers of offices stand under `official_numbers` in the settings.
    Numbers that begin with 03, 08 or 09 are never in a home, and pass.

    Fails:
        summary: Ask Jo on 07700 900123 about the crossing.
    Passes:
        summary: Ask at the office on 01632 960001 about the crossing.
    From: UK GDPR, Article 5(1)(c); Localism Act 2011, section 32; safety notes 1.7
    """
    return _each(
        checked,
        "private-phone",
        "This telephone number is not an official one.",
        f"Delete it. If it is the number of an office, add it to official_numbers in {SETTINGS}.",
    )


def home_address(checked: CheckContext) -> Iterator[Finding]:
    """A text says where somebody lives.

    That is a house number and a street beside a postcode or a town, or behind a name or words like “lives
    at”. A stretch of a street, the address of a shop, a school or a site, and what stands as a building under
    `assets` pass.

    Fails:
        summary: The owner of 12 Example Road, SG1 2AB, asked for a dropped kerb.
    Passes:
        summary: A dropped kerb at 102 to 132 Example Road.
    From: UK GDPR, Article 5(1)(c); Localism Act 2011, section 32; safety notes 1.7
    """
    return _each(
        checked,
        "home-address",
        "This looks like somebody's home address.",
        f"Name the street only. If it is no home, say so under waivers in {SETTINGS}.",
    )


def vehicle(checked: CheckContext) -> Iterator[Finding]:
    """A text holds the registration of a vehicle, which leads to its keeper.

    Fails:
        summary: The van AB12 CDE is parked on the verge every day.
    Passes:
        summary: A van is parked on the verge of the A602 every day. Bus SB4 cannot pass.
    From: UK GDPR, Article 4(1); safety notes 1.7
    """
    return _each(checked, "vehicle", "This looks like the registration of a vehicle.", _WAIVE)


def national_insurance(checked: CheckContext) -> Iterator[Finding]:
    """A text holds a National Insurance number.

    Two letters, six digits and a letter from A to D count if such a number can be given out (BG and ZZ never
    are, for example). Whatever is called a National Insurance number counts too.

    Fails:
        summary: The claim of AB 12 34 56 C was settled.
    Passes:
        summary: Application 12/3456/FP was settled.
    From: UK GDPR, Article 87; safety notes 1.7
    """
    return _each(checked, "national-insurance", "This looks like a National Insurance number.", _WAIVE)


def nhs_number(checked: CheckContext) -> Iterator[Finding]:
    """A text holds an NHS number: ten digits of which the last is the right check digit.

    Fails:
        summary: Referred by the surgery, 999 000 0018.
    Passes:
        summary: See contract 999 000 0018.
    From: UK GDPR, Article 9(1); safety notes 1.7
    """
    return _each(checked, "nhs-number", "This looks like an NHS number.", _WAIVE)


def bank_account(checked: CheckContext) -> Iterator[Finding]:
    """A text holds a bank account: a sort code with an account number, or an IBAN with the right check
    digits.

    Fails:
        summary: Donations to 10-88-00, account 00012345.
    Passes:
        summary: Donations at the office from 10-12-24 on.
    From: UK GDPR, Article 5(1)(f); safety notes 1.7
    """
    return _each(checked, "bank-account", "This looks like the number of a bank account.", _WAIVE)


def card_number(checked: CheckContext) -> Iterator[Finding]:
    """A text holds the number of a payment card: it begins as cards do, and the last digit is the right check
    digit.

    Fails:
        summary: Paid with 4111 1111 1111 1111.
    Passes:
        summary: Paid under order number 4111 1111 1111 1112.
    From: UK GDPR, Article 5(1)(f); safety notes 1.7
    """
    return _each(checked, "card-number", "This looks like the number of a payment card.", _WAIVE)


def date_of_birth(checked: CheckContext) -> Iterator[Finding]:
    """A text says on which day somebody was born.

    With a name that is enough to pass for somebody else. A year alone is fine, and so are people of long ago,
    clubs and ideas.

    Fails:
        summary: "Youth Mayor: Sam Example, born on 3 May 2009."
    Passes:
        summary: "Youth Mayor: Sam Example. The youth council was born on 3 May 2009."
    From: UK GDPR, Article 5(1)(c); safety notes 1.7
    """
    return _each(checked, "date-of-birth", "This looks like somebody's date of birth.", _WAIVE)


def passport(checked: CheckContext) -> Iterator[Finding]:
    """A text holds the number of somebody's passport.

    Only a number that is called one of a passport counts.

    Fails:
        summary: She showed passport number 123456789 at the desk.
    Passes:
        summary: Bring a passport or a bank card to the meeting of 12 May.
    From: UK GDPR, Article 5(1)(f); ICAO Doc 9303 (the form of the number)
    """
    return _each(checked, "passport", "This looks like the number of a passport.", _WAIVE)


def driving_licence(checked: CheckContext) -> Iterator[Finding]:
    """A text holds the driver number of somebody's licence.

    The number is made of the surname, the day of birth and the initials, and says them to whoever can read
    it.

    Fails:
        summary: The driver, MORGA 657054 SM9IJ, was spoken to.
    Passes:
        summary: Twelve drivers were spoken to on the A602.
    From: UK GDPR, Article 5(1)(f); DVLA, INF45 (the form of the number)
    """
    return _each(checked, "driving-licence", "This looks like the number of a driving licence.", _WAIVE)


def secret(checked: CheckContext) -> Iterator[Finding]:
    """A text holds a password, the code of a door, or a key of a computer service.

    Keys are known by the signs that their makers give them (as for AWS, GitHub, GitLab, Slack, Stripe,
    Google), private keys by their first line. What was once public must be changed where it is used: to
    delete it here does not help.

    Fails:
        summary: "The hall's wifi password is Crossing2026!"
    Passes:
        summary: Ask at the desk for the password of the hall's wifi.
    From: UK GDPR, Article 32; the patterns of detect-secrets 1.5.0
    """
    return _each(
        checked,
        "secret",
        "This looks like a password, a code or a key.",
        f"Delete it, and change it where it is used. If it is none, say so under waivers in {SETTINGS}.",
    )


def rent_arrears(checked: CheckContext) -> Iterator[Finding]:
    """A text says of somebody by name that they owe rent, or were evicted.

    Fails:
        summary: Mrs Sam Example is three months in arrears.
    Passes:
        summary: Rent arrears in Bedwell fell by a tenth. The Income Team helps tenants who are in arrears.
    From: UK GDPR, Article 5(1)(a) and (c); Localism Act 2011, section 32
    """
    return _each(
        checked,
        "rent-arrears",
        "This names somebody together with their debts or eviction.",
        f"Leave the name out. If the text is about something else, say so under waivers in {SETTINGS}.",
    )


def unused_waiver(checked: CheckContext) -> Iterator[Finding]:
    """A waiver in the settings lets nothing pass: what it was for is gone, or it names another file, check or
    text.

    Only checks for personal data can be waived. A waiver that waits for something to let pass is a hole in
    the fence.

    Fails in plans/council-settings.yml:
        waivers:
          - {path: plans/bedwell.yml, rule: private-phone, text: 01632 960003, reason: The Friends of the Park agreed}
    Passes in plans/council-settings.yml:
        waivers: []
    From: safety notes T14
    """
    waivers = checked.content.settings.model.waivers if checked.content.settings else ()
    for number, waiver in enumerate(waivers):
        if number in checked.private.used or number in checked.used:
            continue
        if waiver.rule not in PRIVATE:
            message, fix = (
                "Only checks for personal data can be waived.",
                f"The rule is one of: {', '.join(PRIVATE)}",
            )
        else:
            message, fix = (
                f"Nothing in {waiver.path} needs this waiver.",
                "Delete it, or correct its path, rule or text.",
            )
        yield Finding(checked.content.settings, ("waivers", number), message, fix, Severity.warning)


# In this order they are said of one line.
PRIVATE = {
    "private-email": private_email,
    "private-phone": private_phone,
    "home-address": home_address,
    "vehicle": vehicle,
    "national-insurance": national_insurance,
    "nhs-number": nhs_number,
    "bank-account": bank_account,
    "card-number": card_number,
    "date-of-birth": date_of_birth,
    "passport": passport,
    "driving-licence": driving_licence,
    "secret": secret,
    "rent-arrears": rent_arrears,
}


def _each(checked: CheckContext, rule: str, message: str, fix: str) -> Iterator[Finding]:
    """A finding for all that was found for a rule. What was found is not repeated: logs of checks are public
    too.
    """
    return (Finding(one.document, (), message, fix, position=one.position) for one in _all(checked, rule))


def _all(checked: CheckContext, rule: str):
    return (one for one in checked.private.private if one.found.rule == rule)
