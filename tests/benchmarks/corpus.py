"""A council that does not exist, of any size, to measure with: the same bytes every time, and no error in
them.

A plan is about 14 KB, as real ones are: 10 investments, 8 projects, 6 issues with 4 or 5 actions each, 3
council-wide priorities, 4 ideas for later and 10 sources. Half of the plans lack some fact, and a few dates
have passed, as in real ones. Plain YAML 1.1 reads it too, to compare with: `"on"` is in quotes because there
the bare word means true. Run as a module it writes a folder that `plans --root FOLDER build` takes: `python
-m tests.benchmarks.corpus 69 FOLDER`.
"""

import random
import re
import sys
from pathlib import Path

from .corpus_words import (
    CATEGORIES,
    DOES,
    FIRST,
    MARKED,
    MKDOCS,
    MONTHS,
    PARTNERS,
    PLACES,
    PRIORITIES,
    PUBLISHERS,
    SAYS,
    SECOND,
    SETTINGS,
    STATUSES,
    THINGS,
    THIRD,
    WHO,
    WORKS,
)

TODAY = "2026-11-22"
LIMIT_PLANS = 9_000
# With more areas than this, the one file that names them all would be larger than a file may be (256 KB):
# then they have numbers for names, and share a few wards.
MANY = 2_000
SHARED_WARDS = 20


def name_of(number: int) -> str:
    """The name of an area: each number has its own."""
    pairs = len(FIRST) * len(SECOND)
    words = [FIRST[number % len(FIRST)], SECOND[number // len(FIRST) % len(SECOND)]]
    return " ".join(words + ([THIRD[number // pairs - 1]] if number >= pairs else []))


def slug_of(number: int) -> str:
    """The address of an area."""
    return name_of(number).lower().replace(" ", "-")


def area_of(number: int, count: int) -> str:
    """The id of a plan's area."""
    return slug_of(number) if count <= MANY else f"a{number}"


def ward_of(number: int, count: int) -> str:
    """The id of a ward of a plan."""
    return f"{slug_of(number if count <= MANY else number % SHARED_WARDS)}-ward"


def write(root: Path, count: int) -> None:
    """Write the council with `count` areas, wards and plans, one guide, and the site's `mkdocs.yml`."""
    if not 1 <= count <= LIMIT_PLANS:
        raise ValueError(f"From 1 to {LIMIT_PLANS} plans.")
    files = {
        "mkdocs.yml": MKDOCS,
        "plans/council.yml": council(count),
        "plans/council-settings.yml": SETTINGS,
        "guides/residents/your-plan.md": GUIDE,
    }
    files |= {f"plans/{slug_of(number)}.yml": plan(number, count) for number in range(count)}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


def change(root: Path, word: str) -> tuple[str, str]:
    """Put another first word into the title of one item in one plan; the title before, and after."""
    path = root / "plans" / f"{slug_of(0)}.yml"
    text = path.read_text(encoding="utf-8")
    old = re.search(r"^investments:\n.*\n +title: (.*)$", text, re.MULTILINE)[1]
    new = f"{word} {old.partition(' ')[2]}"
    path.write_text(text.replace(f"title: {old}\n", f"title: {new}\n", 1), encoding="utf-8", newline="\n")
    return old, new


def council(count: int) -> str:
    """`plans/council.yml`: what all plans share."""
    areas = "\n".join(
        f"  - id: {slug_of(n)}\n    name: {name_of(n)}" if count <= MANY else f"- {{id: a{n}, name: A{n}}}"
        for n in range(count)
    )
    wards = "\n".join(
        f"  - id: {ward_of(n, count)}\n    name: {name_of(n)} Ward"
        for n in range(count if count <= MANY else SHARED_WARDS)
    )
    priorities = "\n".join(
        f"  - id: {one}\n    title: {one.replace('-', ' ').capitalize()} first\n    plan: Example 2030\n   "
        " from: 2024"
        for one in PRIORITIES
    )
    return (
        "schema_version: 1\nname: Example Borough Council\nplace: Example\nwebsite:"
        f" https://www.example.org\n\nareas:\n{areas}\n\n"
        f"wards:\n{wards}\n\ncorporate_priorities:\n{priorities}\n"
    )


def plan(number: int, count: int) -> str:
    """The text of one plan. It depends on its number and on how many there are, and on nothing else."""
    return _Writer(number, count).text()


class _Writer:
    def __init__(self, number: int, count: int):
        self.number, self.count = number, count
        self.random = random.Random(f"community plans {number}")
        self.ids: list[str] = []
        self.sources = [f"{self.one(PUBLISHERS)[0]}-{2017 + n % 10}-{n + 1:02}" for n in range(10)]

    def one(self, of):
        return of[int(self.random.random() * len(of))]

    def some(self, chance: float) -> bool:
        return self.random.random() < chance

    def between(self, least: int, most: int) -> int:
        return least + int(self.random.random() * (most - least + 1))

    def words(self, sentence: str) -> str:
        who = self.one(WHO)
        return sentence.format(
            thing=self.thing(),
            place=self.place(),
            who=who,
            Who=who[0].upper() + who[1:],
            month=self.month(),
            count=self.between(3, 90),
            year=self.between(1965, 2018),
            slug=slug_of(self.number),
        )

    def thing(self) -> str:
        return f"the {self.one(THINGS)}"

    def place(self) -> str:
        return self.one(PLACES) + (
            f" in {self.one(FIRST)} {self.one(('Road', 'Way', 'Close', 'Street'))}" if self.some(0.3) else ""
        )

    def month(self) -> str:
        return f"{self.one(MONTHS)} {self.between(2019, 2026)}"

    def when(self, first: int, last: int) -> str:
        """A date in one of the ways that plans print it."""
        year, month = self.between(first, last), self.between(1, 12)
        return self.one(
            (
                f"{year}-{month:02}-{self.between(1, 28):02}",
                f"{year}-{month:02}",
                f"{MONTHS[month - 1]} {year}",
                f"{self.one(('Spring', 'Summer', 'Autumn', 'Winter'))} {year}",
                f"{year}/{(year + 1) % 100:02}",
                str(year),
                f"by {year}-{month:02}-28",
                f'"by the school holidays [{year}-07-20..{year}-09-05]"',
            )
        )

    def money(self) -> str:
        amount = self.between(2, 400) * 500
        return self.one(
            (
                str(amount),
                str(amount),
                f"about {amount}",
                f"{amount}.{self.between(1, 9)}5",
                f"up to {amount}",
                f"{amount} to {amount * 2}",
                '"varies from scheme to scheme [unknown]"',
            )
        )

    def prose(self, sentences: int, indent: str, field: str) -> str:
        """A folded text of some sentences, a few of them with Markdown in them."""
        said = " ".join(
            self.words(self.one(SAYS if self.random.random() > 0.03 else MARKED)) for _ in range(sentences)
        )
        lines, line = [], ""
        for word in said.split():
            if line and len(indent) + len(line) + len(word) > 110:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
        return f"{indent}{field}: >-\n" + "".join(f"{indent}  {one}\n" for one in [*lines, line])

    def id(self, words: str) -> str:
        made = f"{words.lower().replace(' ', '-')}-{len(self.ids) + 1}"
        self.ids.append(made)
        return made

    def refs(self) -> str:
        return f"[{', '.join(dict.fromkeys(self.one(self.sources) for _ in range(self.between(1, 2))))}]"

    def tracked(self, indent: str, status: str, sentences: int) -> str:
        """What every item has: the first line of a list entry and the common fields."""
        title = f"{self.one(WORKS)} {self.one(THINGS)}"
        text = (
            f"{indent}- id: {self.id(title)}\n{indent}  title:"
            f" {title}{f' by {self.one(PLACES)}' if self.some(0.15) else ''}\n"
        )
        if sentences:
            text += self.prose(sentences, f"{indent}  ", "description")
        text += f"{indent}  status: {status}\n"
        if status == "unknown":
            text += f'{indent}  status_note: "Last known: {self.between(2019, 2024)}"\n'
        elif self.some(0.25):
            text += f"{indent}  status_date: {self.when(2019, 2025)}\n"
        if status == "complete":
            text += f"{indent}  completed: {self.when(2020, 2025)}\n"
        elif self.some(0.25):
            text += f"{indent}  due: {self.when(2027, 2029) if self.some(0.93) else self.month()}\n"
        return text

    def item(self) -> str:
        text = self.tracked("  ", self.one(STATUSES), 1 + self.some(0.3))
        if self.some(0.25):
            text += "    history:\n" + "".join(
                f'      - "on": {self.when(2019 + 2 * n, 2020 + 2 * n)}\n        what:'
                f" {self.words('{Who} ' + self.one(DOES) + ' {month}')}\n        source:"
                f" {self.one(self.sources)}\n"
                for n in range(self.between(1, 2))
            )
        if self.some(0.1):
            text += f"    partners: [{self.one(PARTNERS)}]\n"
        text += f"    sources: {self.refs()}\n    category: {self.one(CATEGORIES)}\n"
        if self.some(0.3):
            text += f"    place: {self.place()}\n    as_of: {self.when(2024, 2025)}\n"
        if self.some(0.15):
            text += f"    cost: {self.money()}\n"
        if self.some(0.15):
            text += (
                f"    funding:\n      - funder: {self.one(PARTNERS)}\n        amount: {self.money()}\n       "
                f" state: {self.one(('sought', 'secured', 'spent'))}\n        source:"
                f" {self.one(self.sources)}\n"
            )
        return text

    def project(self) -> str:
        text = self.tracked("  ", self.one(STATUSES), self.some(0.7))
        if self.some(0.2):
            text += self.prose(1, "    ", "resident_role") + "    open_to_all: true\n"
        return (
            text + f"    sources: {self.refs()}\n    delivery_model:"
            f" {self.one(('council', 'community_led', 'community_delivered', 'partner'))}\n"
        )

    def issue(self) -> str:
        text = self.tracked("  ", self.one(STATUSES), 0)
        text += (
            self.prose(1, "    ", "rationale") if self.some(0.5) else ""
        ) + f"    raised_by: [{self.one(WHO).capitalize()}]\n    actions:\n"
        for _ in range(self.between(4, 5)):
            text += self.tracked("      ", self.one(STATUSES), 0)
            text += f"        lead: {{post: {self.one(CATEGORIES)} officer}}\n" if self.some(0.05) else ""
        return text

    def alignment(self, priority: str) -> str:
        made = self.id(f"{priority} here")
        return (
            f"  - id: {made}\n    priority: {priority}\n{self.prose(1, '    ', 'local_work')}    items:"
            f" [{self.one(self.ids[:20])}]\n    sources: {self.refs()}\n"
        )

    def source(self, id: str) -> str:
        _, publisher, kind = next(p for p in PUBLISHERS if id.startswith(p[0]))
        published = (
            self.when(2017, 2025)
            if self.some(0.8)
            else f'{{not_published: "No date was noted for this page", as_of: {TODAY}}}'
        )
        return (
            f"  - id: {id}\n    title: {self.one(WORKS)} {self.one(THINGS)}\n    publisher: {publisher}\n   "
            f" kind: {kind}\n    url: https://www.example.org/{id}\n    published: {published}\n"
            + (f"    accessed: {TODAY}\n" if self.some(0.5) else "")
        )

    def text(self) -> str:
        lead = (
            f'{{not_published: "No name has been published for this area", as_of: {TODAY}}}'
            if self.some(0.5)
            else "\n  post: Assistant Director\n  since: 2020-10"
        )
        wards = dict.fromkeys(
            (ward_of(self.number, self.count), ward_of((self.number + 1) % self.count, self.count))
        )
        head = (
            "# Made for measuring. This place does not exist.\nschema_version: 2\ntitle:"
            f" {name_of(self.number)}\n"
            + self.prose(2, "", "summary")
            + f"plan_kind: community_plan\narea: {area_of(self.number, self.count)}\nwards:"
            f" [{', '.join(wards)}]\n\n"
            f"stage: preliminary\nstage_due: {self.when(2027, 2028)}\norigin: staff\nstatutory_status:"
            " no_statutory_basis\n"
            f"statutory_neighbourhood_plan:\n  state: none\n  note: Checked on the council's page\n\n"
            f"strategic_lead: {lead}\noperational_lead:\n  post: Neighbourhood Manager\n  name: Jo Example\n"
            "contact:\n  post: Community Development team\n  email: neighbourhoods@example.org\n  phone:"
            f' "01632 96{self.number % 10_000:04}"\n'
            f"  page: https://www.example.org/{slug_of(self.number)}\n  as_of: {TODAY}\n"
            f"last_reviewed: 2026-0{self.between(1, 9)}-1{self.between(0, 9)}\nnext_review:"
            f" 2027-0{self.between(1, 9)}-1{self.between(0, 9)}\n"
            f"review_frequency: quarterly\nas_of: {TODAY}\n"
        )
        sections = {
            "investments": [self.item() for _ in range(10)],
            "projects": [self.project() for _ in range(8)],
            "shared_issues": [self.issue() for _ in range(6)],
            "corporate_priorities": [self.alignment(one) for one in self.random.sample(PRIORITIES, 3)],
            "future_priorities": [self.tracked("  ", "proposed", 0) for _ in range(4)],
            "sources": [self.source(one) for one in self.sources],
        }
        return head + "".join(f"\n{name}:\n" + "\n".join(entries) for name, entries in sections.items())


GUIDE = f"""\
---
schema_version: 1
title: Your plan
summary: What a plan is, and how to read it.
order: 1
audience: [residents]
owner: Head of Communities
last_reviewed: {TODAY}
review_in_months: 6
---
A plan says what is promised in your area.

## How to read it

Each item has a status, and each fact has a source.
"""

if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
