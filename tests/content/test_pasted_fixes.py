"""Every fix that the program prints is pasted at the place that its diagnostic names: what comes of it says no
more than the writer did, or is still refused.

The mistakes are the cases in `invalid/` and the example that fails of every page about a check. A fix that only
tells what to do ("Rename it.") has nothing to paste.
"""

import re
import shutil
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from test_cases import INVALID, place_for

from communityplans.build.pipeline import examine
from communityplans.content.street_list import COLUMNS
from communityplans.model.dates import parse_fuzzy_date
from communityplans.model.field_error import FieldError
from communityplans.model.fields import iter_fields
from communityplans.model.money import parse_money
from communityplans.model.plan import Plan
from communityplans.model.settings import Settings
from communityplans.model.field_error import CLOSES
from communityplans.model.field_error import OPENS
from communityplans.schema.rule_reference import rulebook
from communityplans.source.diagnostic import Diagnostic, has_errors


from test_rule_pages import COUNCIL, GUIDE, PLAN, SETTINGS, put

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
# What goes before the part that is to be pasted: a sentence, or some words, that end in a colon.
_LEAD = re.compile(r"[A-Z][^\n‹]*?:(?:\n| (?=[^ ]))")
_KEY = re.compile(r"(?:- )?([a-z_]+):(?: |\n)")


def to_paste(fix: str) -> str:
    """The part of a fix that would be pasted; "" where it only tells what to do."""
    if _KEY.match(fix) or fix.startswith("["):
        return fix
    rest = fix
    while lead := _LEAD.match(rest):
        rest = rest[lead.end() :]
        if _KEY.match(rest):
            return rest if OPENS in rest or rest.startswith("- ") else rest.split("\nOr, if")[0]
    return rest if fix.startswith("Write: ") or OPENS in rest else ""


def paste(text: str, found: Diagnostic, fix: str) -> str:
    """The text with a fix where the diagnostic is, as a person would put it there."""
    lines = text.split("\n")
    at = found.position
    line, before = lines[at.line - 1], at.column - 1
    named = _KEY.match(fix)
    if found.fix.startswith("![") or "![" in found.fix:
        return text.replace("![]", f"![{fix[fix.index(OPENS) : fix.index(CLOSES) + 1]}]")
    if found.fix.startswith(("Add", "Start with", "Check", "Say so")) and named:
        if (at.line, at.column) == (1, 1):
            start = 1 if lines[0] == "---" else 0
            return "\n".join([*lines[:start], *fix.split("\n"), *lines[start:]])
        brace = line.find("{", before)
        if brace >= 0 and "\n" not in fix and not re.match(r"\s*(- )?[a-z_]+:\s*$", line):
            return "\n".join(
                [*lines[: at.line - 1], f"{line[: brace + 1]}{fix}, {line[brace + 1 :]}", *lines[at.line :]]
            )
        below = lines[at.line] if at.line < len(lines) else ""
        indent = before if line[:before].strip() == "-" else len(below) - len(below.lstrip(" -"))
        return "\n".join(
            [*lines[: at.line], *(" " * indent + one for one in fix.split("\n")), *lines[at.line :]]
        )
    if named and not fix.startswith("- "):
        key = f"{named[1]}:"
        start = line.rfind(key, 0, before + len(key))
        if start < 0:
            return ""
        rest = line[at.end[1] - 1 :] if at.end[0] == at.line and at.end[1] - 1 > start + len(key) else ""
        last = at.line
        if not rest and not at.end_line:
            while last < len(lines) and lines[last].startswith(" " * (start + 1)):
                last += 1
        elif at.end_line > at.line:
            last = at.end_line
        put_in = ("\n" + " " * start).join(fix.split("\n"))
        return "\n".join([*lines[: at.line - 1], line[:start] + put_in + rest, *lines[last:]])
    end_line, end_column = at.end
    return "\n".join(
        [
            *lines[: at.line - 1],
            line[:before] + fix + lines[end_line - 1][end_column - 1 :],
            *lines[end_line:],
        ]
    )


def is_own(fix: str, text: str, root: Path) -> bool:
    """Whether a fix without a mark says only what the writer wrote, names that there are, or the same day or
    amount in the way that is read.
    """
    names = {name for model in (Plan, Settings) for path, spec in iter_fields(model) for name in path}
    names |= {
        member.value
        for model in (Plan, Settings)
        for _, spec in iter_fields(model)
        for member in spec.choices or ()
    }
    council = (root / "plans" / "council.yml").read_text(encoding="utf-8")
    known = set(re.findall(r"\w+", (text + council + " ".join(names)).casefold()))
    known |= {*COLUMNS, "unknown", "to", "n", "true", "false", "schema_version", "about"}
    value = fix.split(": ", 1)[-1].strip('"')
    for read in (parse_fuzzy_date, parse_money):
        try:
            read(value)
        except FieldError:
            continue
        return True  # That it is the same day or amount is tested with these (tests/model).
    return all(word in known or word.isdigit() for word in re.findall(r"\w+", fix.casefold()))


def mistakes(root: Path):
    """Each mistake, put into a folder with nothing else wrong: its name, and the file that it is in."""
    for case in INVALID:
        shutil.rmtree(root, ignore_errors=True)
        (root / "plans").mkdir(parents=True)
        (root / "guides" / "councillors").mkdir(parents=True)
        for name in ("council.yml", "council-settings.yml"):
            shutil.copy(HERE / name, root / "plans")
        shutil.copy(case, root / place_for(case))
        yield case.name
    for _, entries in rulebook():
        for one in entries:
            if one.fails.said or one.fails.where == "as the name of a file":
                continue
            shutil.rmtree(root, ignore_errors=True)
            (root / "plans").mkdir(parents=True)
            (root / "guides" / "councillors").mkdir(parents=True)
            (root / "plans" / "council.yml").write_text(COUNCIL, encoding="utf-8")
            (root / "plans" / "council-settings.yml").write_text(SETTINGS, encoding="utf-8")
            (root / "plans" / "bedwell.yml").write_text(PLAN, encoding="utf-8")
            (root / "guides" / "councillors" / "your-role.md").write_text(
                GUIDE + "\nWords.\n", encoding="utf-8"
            )
            put(root, one.fails.where, one.fails.text)
            yield one.word


def test_a_fix_that_is_pasted_is_true_or_still_refused(tmp_path, capsys):
    root, count, wrong = tmp_path / "council", Counter(), []
    for name in mistakes(root):
        for found in examine(root, TODAY).diagnostics:
            file = root / found.position.path
            fix = to_paste(found.fix)
            if not fix or not file.is_file():
                count["nothing to paste"] += 1
                continue
            text = file.read_text(encoding="utf-8")
            if OPENS not in fix:
                count["the writer's own words"] += 1
                if not is_own(fix, text, root):
                    wrong.append((name, found.rule, "says more than the writer did", found.fix))
                continue
            pasted = paste(text, found, fix)
            count["marked, pasted"] += 1
            file.write_text(pasted, encoding="utf-8")
            after = examine(root, TODAY).diagnostics
            file.write_text(text, encoding="utf-8")
            if OPENS not in pasted or not has_errors(after):
                wrong.append((name, found.rule, "is published as it stands", found.fix))
            elif any(one.rule == "unfinished" for one in after):
                count["of these refused as unfinished"] += 1
    with capsys.disabled():
        print("\nFixes:", ", ".join(f"{number} {what}" for what, number in count.items()))
    assert not wrong, "\n".join(map(str, wrong))
    assert count["marked, pasted"] >= 30 and count["the writer's own words"] >= 80
    # Where a paste did not do, the file is refused for its form; most must get as far as being read.
    assert count["of these refused as unfinished"] >= 0.8 * count["marked, pasted"], count
