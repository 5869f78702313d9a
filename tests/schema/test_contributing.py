"""What CONTRIBUTING says of a new field, a new rule and a new page, done as it stands there to a copy of the package.

Adding an optional field to the model is one line.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from sites import COUNCIL, by_id, copy_of, parsed, plans, run, words

import communityplans

PACKAGE = Path(communityplans.__file__).parent
CONTRIBUTING = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^    (colour: Text .*)$", CONTRIBUTING, re.MULTILINE)
RULE, RULE_LINE, PAGE, TEMPLATE, PAGE_LINE = re.findall(
    r"^```(?:python|jinja)\n(.*?)^```$", CONTRIBUTING, re.M | re.S
)
LINE = f"    {EXAMPLE}\n"
# After the class's docstring: the first field of Item.
BEFORE = "    category: Text | None"


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    """The environment in which `communityplans` has the line, and a council with a plan that uses it."""
    home = tmp_path_factory.mktemp("larger")
    shutil.copytree(PACKAGE, home / "communityplans", ignore=shutil.ignore_patterns("__pycache__"))
    items = home / "communityplans" / "model" / "items.py"
    before = items.read_text(encoding="utf-8")
    assert before.count(BEFORE) == 1
    items.write_text(before.replace(BEFORE, LINE + BEFORE), encoding="utf-8", newline="\n")
    root = coloured(home / "council")
    package = home / "communityplans"
    rules = package / "rules"
    with (rules / "prose_rules.py").open("a", encoding="utf-8") as module:
        module.write(f"\n\n{RULE}")
    insert(rules / "__init__.py", '    "How a text reads": {\n', RULE_LINE)
    (package / "site/ward_pages.py").write_text(PAGE, encoding="utf-8")
    (package / "site/templates/wards.jinja").write_text(TEMPLATE, encoding="utf-8")
    insert(package / "site/all_pages.py", "            home_page(self.context, self.today),\n", PAGE_LINE)
    insert(
        package / "site/all_pages.py",
        "from .tracker_pages import tracker_jobs\n",
        "from .ward_pages import wards_page\n",
    )
    return {"PYTHONPATH": str(home)}, root


def insert(path: Path, after: str, line: str) -> None:
    """Put a line after another one, which stands there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(after) == 1, after
    path.write_text(text.replace(after, after + line), encoding="utf-8", newline="\n")


def coloured(root: Path) -> Path:
    """A copy of the made-up council with a colour in one item, and one more area without a plan."""
    copy_of(COUNCIL, root)
    plan = root / "plans" / "riverside-and-millfield.yml"
    text = plan.read_text(encoding="utf-8")
    item = "    title: New play area at Mill Lane\n"
    assert text.count(item) == 1
    plan.write_text(
        text.replace(item, f"{item}    colour: Bright poppy red\n"), encoding="utf-8", newline="\n"
    )
    council = root / "plans" / "council.yml"
    council.write_text(
        council.read_text(encoding="utf-8").replace(
            "areas:\n", "areas:\n  - id: far-side\n    name: Far Side\n", 1
        ),
        encoding="utf-8",
        newline="\n",
    )
    return root


def test_without_the_line_the_field_is_unknown(tmp_path):
    done = plans("--root", coloured(tmp_path), "check")
    assert done.returncode == 1
    assert "colour" in done.stdout and "[unknown-field]" in done.stdout


def test_check_knows_the_field(larger):
    environment, root = larger
    done = plans("--root", root, "check", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_check_says_what_is_wrong_with_it_in_its_own_words(larger, tmp_path):
    environment, root = larger
    shutil.copytree(root, tmp_path / "wrong")
    plan = tmp_path / "wrong" / "plans" / "riverside-and-millfield.yml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("colour: Bright poppy red", "colour: " + 301 * "r"),
        encoding="utf-8",
    )
    done = plans("--root", tmp_path / "wrong", "check", env=environment)
    assert done.returncode == 1
    assert "Colour has 301 characters; the limit is 300" in done.stdout


def test_a_mistyped_name_is_put_right(larger, tmp_path):
    environment, root = larger
    shutil.copytree(root, tmp_path / "typo")
    plan = tmp_path / "typo" / "plans" / "riverside-and-millfield.yml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("colour: Bright", "color: Bright"), encoding="utf-8"
    )
    done = plans("--root", tmp_path / "typo", "check", env=environment)
    assert "Did you mean colour?" in done.stdout


def test_the_schema_has_it(larger, tmp_path):
    environment, _ = larger
    done = plans("--root", tmp_path, "schema", env=environment)
    assert done.returncode == 0, done.stderr
    schema = json.loads((tmp_path / "schemas" / "plan.v2.json").read_text(encoding="utf-8"))
    found = schema["$defs"]["Item"]["properties"]["colour"]
    assert found["title"] == "Colour"
    assert found["description"] == "What colour it will be painted."


def test_the_starter_file_offers_it(larger, tmp_path):
    environment, root = larger
    shutil.copytree(root, tmp_path / "new")
    done = plans("--root", tmp_path / "new", "new", "far-side", "--all", env=environment)
    assert done.returncode == 0, done.stderr
    started = (tmp_path / "new" / "plans" / "far-side.yml").read_text(encoding="utf-8")
    assert "colour: Sea green" in started and "What colour it will be painted." in started


@pytest.fixture(scope="module")
def larger_site(larger, tmp_path_factory):
    """The folder of that council's site."""
    environment, root = larger
    site = tmp_path_factory.mktemp("larger-site") / "site"
    done = plans("--root", root, "build", "--output", site, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


def page(site: Path, address: str):
    """A page, parsed."""
    return parsed((site / address / "index.html").read_text(encoding="utf-8"))


def test_the_page_and_the_reference_show_the_field(larger_site):
    shown = words(by_id(page(larger_site, "plans/riverside-and-millfield"), "mill-lane-play-area"))
    assert "Colour" in shown and "Bright poppy red" in shown
    reference = words(page(larger_site, "reference"))
    assert "What colour it will be painted." in reference and "colour: Sea green" in reference


def test_the_rule_is_asked_and_has_its_page(larger, larger_site, tmp_path):
    environment, root = larger
    shutil.copytree(root, tmp_path / "loud")
    plan = tmp_path / "loud/plans/riverside-and-millfield.yml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(re.sub(r"(?m)^(title: .*)$", r"\1!", text, count=1), encoding="utf-8")
    done = plans("--root", tmp_path / "loud", "check", env=environment)
    assert done.returncode == 1 and "error: This title shouts. [shouting]" in done.stdout
    shown = words(page(larger_site, "reference/rules/shouting"))
    assert "A title shouts" in shown and "title: A new hall!" in shown
    assert "A title shouts" in words(page(larger_site, "reference/rules"))


def test_the_new_page_is_on_the_site(larger_site):
    shown = words(page(larger_site, "wards"))
    assert "Wards" in shown and "Riverside" in shown and "Millfield" in shown


def test_the_copy_is_what_ran(larger):
    environment, _ = larger
    done = run(
        [sys.executable, "-c", "import communityplans; print(communityplans.__file__)"], env=environment
    )
    assert done.stdout.startswith(environment["PYTHONPATH"])
