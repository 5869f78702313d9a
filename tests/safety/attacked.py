"""A council in which the payloads stand in every field of every kind of file that may hold a text: as many
plans, guides and streets as it takes.

The check is asked first. What it refuses, with a message on its line, gives way to plain words; the rest goes
through a real build.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import hostile
import yaml
from council_in_git import Place
from painted import painted, saved
from payloads import Payload
from sites import TODAY

from communityplans.build.pipeline import examine
from communityplans.content.load import load
from communityplans.model.council import Council
from communityplans.model.edition import Edition
from communityplans.model.engagement import Meeting
from communityplans.model.fields import fields, iter_fields
from communityplans.model.guide import Guide
from communityplans.model.plan import Plan
from communityplans.model.report import Report
from communityplans.model.settings import Settings
from communityplans.model.streets import Street, StreetList
from communityplans.model.suggestion import Suggestion
from communityplans.schema.field_reference import FILES
from communityplans.source.diagnostic import Severity
from communityplans.source.files import decode
from communityplans.source.yaml import load as load_yaml

MARK = re.compile(r"zq\d+qz")
# Words in the place of a text that the check refused.
PLAIN = "Plain words"
# Where not any words will do.
ONLY = {"time_zone": "Europe/London", "language": "en-GB"}
FREE = ("text", "prose", "when", "money", "url", "email")
# Guides hold payloads as text too, each in a paragraph of its own and in the other places that Markdown has.
FRAMES = (
    "{0}",
    "## {0}",
    "- {0}",
    "| {0} | b |\n|---|---|\n| c | {0} |",
    "> {0}",
    "[{0}](https://www.example.org/)",
    "```\n{0}\n```",
    "*{0}*",
    "1. {0}",
    "a\n{0}",
    "    {0}",
    "`{0}`",
    "![{0}](map.png)",
)
MKDOCS = (
    "site_name: x\nsite_url: https://plans.example.org/\ndocs_dir: guides\ntheme:\n  name: material\n  font:"
    " false\nplugins:\n  - community-plans\n"
)


class Quoted(yaml.SafeDumper):
    """Writes each text in double quotes on one line, so that a line is one value."""

    def ignore_aliases(self, data):
        return True


Quoted.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def dumped(value: dict) -> str:
    return yaml.dump(value, Dumper=Quoted, allow_unicode=False, sort_keys=False, width=10**9)


class Attacker(hostile.Maker):
    """Fills a file with payloads, one a field, and notes which stands where."""

    def __init__(
        self,
        outside: dict[str, str],
        source: Iterator[Payload],
        placed: Counter,
        model: str,
        manifest: dict[str, str] | None = None,
    ):
        super().__init__(outside)
        self.source, self.placed, self.model, self.manifest = source, placed, model, manifest

    def one(self, model, spec, gaps, path):
        if spec.name == "fingerprint":
            return "0" * 64
        if spec.leaf and spec.leaf.name == "manifest":
            return self.manifest
        if spec.part or spec.choices or spec.leaf.name not in FREE:
            return super().one(model, spec, gaps, path)
        payload = next(self.source)
        if spec.name in ONLY:
            self.placed[f"{self.model}.{path}"] += 1
            return payload.text
        most = {"when": 60, "money": 60, "url": 2000, "email": 200}.get(spec.leaf.name) or hostile.longest(
            model, spec
        )
        # One that is longer than the field may be would only be refused for that.
        while len(payload.text) > most:
            payload = next(self.source)
        self.placed[f"{self.model}.{path}"] += 1
        match spec.leaf.name:
            case "when":
                return f"{payload.text} [2026-01-01..2027-12-31]"
            case "money":
                return f"{payload.text} [unknown]"
            case "url":
                return f"https://www.example.org/{payload.text}"
            case "email":
                return f"{payload.text}@example.org"
        return payload.text


@dataclass
class Attacked:
    """Where the council stands, what was tried, and what became of it."""

    root: Path
    placed: Counter = field(default_factory=Counter)
    tried: set[str] = field(default_factory=set)
    refused: dict[tuple[str, str], str] = field(default_factory=dict)
    """What the check said, by file and mark."""
    standing: set[str] = field(default_factory=set)
    said: set[tuple[str, str]] = field(default_factory=set)

    def readable(
        self, path: str, payloads: list[Payload], write: Callable[[str], str] = str
    ) -> list[Payload]:
        """Those that can stand in a file as `write` writes them.

        Each of the others is the end of its whole file, so it gets one of its own.
        """
        kept = []
        for one in payloads:
            self.tried.add(one.mark)
            file, unread = decode(path, write(one.text).encode("utf-8", "surrogatepass"))
            problems = unread or (
                load_yaml(file).diagnostics
                if path.endswith(".yml")
                else load([file])[1]
                if path.endswith(".csv")
                else []
            )
            errors = [
                found
                for found in problems
                if found.severity is Severity.error and found.position.path == path
            ]
            if errors:
                self.refused[path, one.mark] = f"{errors[0].rule}: {errors[0].message}"
            else:
                kept.append(one)
        return kept

    def body(self, path: str, payloads: list[Payload]) -> str:
        """A text for a page, with each payload in one of the places that Markdown has."""
        frames = FRAMES if path.startswith("guides/") else FRAMES[:-1]
        return (
            "\n\n".join(
                frames[n % len(frames)].format(one.text)
                for n, one in enumerate(self.readable(path, payloads))
            )
            + "\n"
        )


def attacked_council(
    root: Path, payloads: list[Payload], plans: int = 1, guides: int = 1, editions: int = 2
) -> Attacked:
    """Write the council, take out what is refused, and say what stands.

    First the texts of the past, with every field saying something else, and then today's; editions pin the
    one and the other.
    """
    made, here = Attacked(root), Place(root)
    source = cycle(made.readable("plans/p1.yml", payloads, lambda text: dumped({"title": text})))
    here.write({"mkdocs.yml": MKDOCS})
    here.git("init", "--quiet", "-b", "main")
    (root / "guides" / "councillors").mkdir(parents=True)
    (root / "guides" / "councillors" / "map.png").write_bytes(saved(painted(), "PNG"))
    manifests = []
    for _ in range(2):
        files = _files(made, source, payloads, plans, guides)
        _settle(made, files)
        here.commit()
        rows = (row.split() for row in here.git("ls-tree", "-r", "HEAD", "plans", "guides").splitlines())
        manifests.append(
            {
                path: blob
                for _, _, blob, path in rows
                if "settings" not in path and "streets" not in path and "editions/" not in path
            }
        )
    for n in range(editions):
        edition = Attacker({}, source, made.placed, Edition.__name__, manifests[n * 2 // editions]).make(
            Edition
        )
        edition["approved"].pop("source")  # No source can stand in the file of an edition.
        files[f"plans/editions/2026-11-{n + 1:02d}.yml"] = dumped(edition)
    _settle(made, files)
    here.commit()
    return made


def _files(
    made: Attacked, source: Iterator[Payload], payloads: list[Payload], plans: int, guides: int
) -> dict[str, str]:
    """Every file of the council, by its path."""
    ids = {
        "ward": "a-ward",
        "area": "a1",
        "corporate priority": "a-priority",
        "item of another plan": "p1/an-item",
        "plan or item": "p1/an-item",
        "edition": "2026-11-01",
    }

    def maker(model: type, **more) -> Attacker:
        return Attacker(ids | more, source, made.placed, model.__name__)

    def page(path: str, head: dict) -> str:
        return f"---\n{dumped(head)}---\n\n" + made.body(
            path, [next(source) for _ in range(min(len(payloads), 500))]
        )

    council = maker(
        Council, **{"wards.id": "a-ward", "areas.id": "a1", "corporate_priorities.id": "a-priority"}
    ).make(Council)
    council["areas"] += [{"id": f"a{n}", "name": next(source).text[:300]} for n in range(2, plans + 2)]
    settings = maker(Settings).make(Settings)
    settings["official_domains"] += ["example.org"]
    settings["withheld"] = [
        {
            "item": "p1",
            "field": "summary",
            "on": hostile.DAY,
            "reason": next(source).text,
            "until": "2027-01-01",
        }
    ]
    files = {"plans/council.yml": dumped(council), "plans/council-settings.yml": dumped(settings)}
    for n in range(1, plans + 1):
        ids["area"] = f"a{n}"
        plan = maker(Plan).make(Plan) if n % 3 else maker(Plan).inner(Plan)
        if n % 2:  # What was withdrawn is not counted, listed or put in calendars.
            plan.pop("withdrawn")
        # Only a meeting whose day is known stands in calendars.
        plan["meetings"] += [maker(Plan).make(Meeting, path="meetings") | {"id": "dated", "on": "2027-01-15"}]
        files[f"plans/p{n}.yml"] = dumped(plan)
        files[f"suggestions/s{n}.yml"] = dumped(maker(Suggestion).make(Suggestion))
    ids["area"] = "a1"
    gaps = maker(Plan, area=f"a{plans + 1}").make(Plan, gaps=True) | {
        "sources": maker(Plan).make(Plan)["sources"]
    }
    files["plans/gaps.yml"] = dumped(gaps)
    for n in range(1, guides + 1):
        files[f"guides/councillors/g{n}.md"] = page(
            f"guides/councillors/g{n}.md", maker(Guide).make(Guide, gaps=n % 2 == 0)
        )
    report = maker(Report).make(Report) | {"period": "2026-Q3", "area": "a1"}
    files["reports/a1-2026-q3.md"] = page(
        "reports/a1-2026-q3.md",
        {
            name: value
            for name, value in report.items()
            if name not in ("presented", "presented_to", "fingerprint")
        },
    )
    path = "plans/council-streets.csv"
    rows = maker(StreetList, source=council["sources"][0]["id"]).make(StreetList)["streets"]
    chosen = made.readable(
        path,
        payloads[:: max(1, len(payloads) // 400)],
        lambda text: _table([{"street": text, "area": "not stated"}]),
    )
    rows += [
        {"street": street.text[:300], "area": "not stated", "note": note.text[:300]}
        for street, note in zip(chosen[::2], chosen[1::2], strict=False)
    ]
    files[path] = _table(rows)
    made.tried |= {mark for text in files.values() for mark in MARK.findall(text)}
    return files


def _table(rows: list[dict]) -> str:
    made = io.StringIO()
    writer = csv.DictWriter(made, [spec.key for spec in fields(Street)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def _settle(made: Attacked, files: dict[str, str]) -> None:
    """Write the files, and put plain words where the check refuses, until it refuses nothing."""
    for _ in range(40):
        for path, text in files.items():
            (made.root / path).parent.mkdir(parents=True, exist_ok=True)
            (made.root / path).write_bytes(text.encode("utf-8", "surrogatepass"))
        errors = [one for one in examine(made.root, TODAY).diagnostics if one.severity is Severity.error]
        if not errors:
            for text in files.values():
                made.standing |= set(MARK.findall(text))
            return
        before = dict(files)
        for path in {one.position.path for one in errors}:
            files[path] = _without(
                made,
                path,
                files[path],
                sorted(
                    (one for one in errors if one.position.path == path), key=lambda one: -one.position.line
                ),
            )
        # A file that cannot be read is missed by the others; that passes when it can be.
        assert files != before, [str(one) for one in errors[:5]]
    raise AssertionError([str(one) for one in errors[:5]])


def _without(made: Attacked, path: str, text: str, errors: list) -> str:
    """The text with plain words on the lines of the errors, from the last line up, so that the others keep
    their numbers.
    """
    ends = "\n"
    lines = text.split(ends)
    for one in errors:
        # A payload may hold a line end, so the error may stand a line or more from its mark.
        at = min(one.position.line, len(lines)) - 1
        numbers = [n for n in sorted(range(len(lines)), key=lambda n: abs(n - at)) if MARK.search(lines[n])][
            :1
        ]
        if (path, one.message) in made.said:
            # Said again: what is wrong stands in several places, and only the first is named.
            numbers += [
                n
                for n, line in enumerate(lines)
                if MARK.search(line) and one.message.split()[-1].rstrip(".") in line
            ]
        made.said.add((path, one.message))
        for number in numbers:
            first, last = number, number
            if path.endswith(".md") and not re.match(
                r'\s*(- )*"', lines[number]
            ):  # The whole paragraph: half a payload is another one.
                while first and lines[first - 1].strip():
                    first -= 1
                while last + 1 < len(lines) and lines[last + 1].strip():
                    last += 1
            for mark in MARK.findall("\n".join(lines[first : last + 1])):
                made.refused[path, mark] = f"{one.rule}: {one.message}"
            lines[number] = _plain(path, lines[number])
            for n in {*range(first, last + 1)} - {number}:
                lines[n] = PLAIN
    return ends.join(lines)


def _plain(path: str, line: str) -> str:
    """A line with plain words where the payload stood."""
    if path.endswith(".csv"):
        return _table(
            [
                {
                    "street": (
                        f"{PLAIN}"
                        f" {' '.join(MARK.findall(line)).strip('zq').replace('qz', '').replace('zq', '')}"
                    ),
                    "area": "not stated",
                }
            ]
        ).split("\n")[1]
    found = re.match(r'(\s*(?:- )*"?[\w-]+"?: )"(.*)"\Z', line) or re.match(r'(\s*(?:- )+)"(.*)"\Z', line)
    if not found:
        return PLAIN
    for key, words in ONLY.items():
        if f'"{key}":' in found[1]:
            return f'{found[1]}"{words}"'
    tail = next((tail for tail in (" [2026-01-01..2027-12-31]", " [unknown]") if found[2].endswith(tail)), "")
    if found[2].startswith("https://www.example.org/"):
        return f'{found[1]}"https://www.example.org/"'
    return (
        f'{found[1]}"jo@example.org"' if found[2].endswith("@example.org") else f'{found[1]}"{PLAIN}{tail}"'
    )


def string_fields() -> set[str]:
    """Every field of every kind of file that holds a text of somebody's: what the council must have attacked."""
    return {
        f"{model.__name__}.{'.'.join(step for step in path if step != '*')}"
        for _, model, _ in FILES
        for path, spec in iter_fields(model)
        if spec.leaf and spec.leaf.name in FREE and not spec.choices
    }
