"""The shape of the package: rooms import one way, few modules know the outside, none is large; and no tracked
file names a place that it should not.
"""

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import communityplans

PACKAGE = Path(communityplans.__file__).parent
ROOT = Path(__file__).resolve().parents[1]
# Each room may import those before it. This is the only place where the order stands.
ROOMS = (
    "i18n",
    "source",
    "model",
    "content",
    "editions",
    "derived",
    "rules",
    "schema",
    "commands",
    "site",
    "build",
    "adapters",
    "cli",
    "__main__",
)
# Who may import what from outside. "" stands for nobody. A name may be a room, or a module as `room.module`.
KEEPERS = {
    "mkdocs": {"adapters.mkdocs_plugin", "adapters.site_build", "adapters.dev_server"},
    "distributed": {"adapters.cluster"},
    "material": set(),
    "properdocs": set(),
    "zensical": set(),
    "click": {"cli"},
    "subprocess": {"editions.git", "build", "adapters", "commands.wheel", "commands.wheel"},
    "yaml": {"source"},
    "ruamel": {"source"},
    "markdown": {"source"},
    "nh3": {"source"},
    "PIL": {"source"},
    "jinja2": {"site", "adapters.mkdocs_plugin"},
    "babel": {"i18n", "model.dates", "model.money", "schema.message_extraction"},
    "weasyprint": {"site.pdf"},
    "icalendar": {"site.calendar_files"},
}
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "base", "misc"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name(module: Path) -> tuple[str, ...]:
    """A module as its steps below the package: ("site", "field_html")."""
    steps = module.relative_to(PACKAGE).with_suffix("").parts
    return steps[:-1] if steps[-1] == "__init__" else steps


def imported(source: str, module: tuple[str, ...], is_package: bool) -> set[tuple[str, ...]]:
    """Every module that a source imports, anywhere in it, as steps; ours start with "communityplans"."""
    found = set()
    here = ("communityplans", *(module if is_package else module[:-1]))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else ()
            steps = start + tuple(node.module.split(".") if node.module else ())
            found |= {(*steps, alias.name) for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "__import__",
            "import_module",
            "importlib.import_module",
        ):
            found |= {
                tuple(argument.value.split("."))
                for argument in node.args[:1]
                if isinstance(argument, ast.Constant)
            }
    return found


@cache
def imports_of(module: Path) -> set[tuple[str, ...]]:
    """Every module that a module imports."""
    return imported(module.read_text(encoding="utf-8"), name(module), module.name == "__init__.py")


def wrong_way(module: tuple[str, ...], found: set[tuple[str, ...]]) -> list[str]:
    """The imports that go up the order of the rooms, or leave it."""
    rooms = [steps[1] for steps in found if steps[0] == "communityplans" and len(steps) > 1]
    return sorted({room for room in rooms if room not in ROOMS or ROOMS.index(room) > ROOMS.index(module[0])})


each_module = pytest.mark.parametrize(
    "module", [m for m in MODULES if name(m)], ids=lambda m: ".".join(name(m))
)


@each_module
def test_a_room_imports_only_earlier_rooms(module):
    assert name(module)[0] in ROOMS
    assert wrong_way(name(module), imports_of(module)) == []


@pytest.mark.parametrize(
    ("where", "source", "room"),
    [
        (("source", "yaml"), "from ..site.field_html import FIELD_HTML", "site"),
        (("source", "yaml"), "from .. import model", "model"),
        (("model", "plan"), "import communityplans.cli.check", "cli"),
        (("model", "plan"), "def f():\n    from ..content import load", "content"),
        (("rules", "date_rules"), "from communityplans.build import pipeline", "build"),
        (
            ("site", "field_html"),
            "from importlib import import_module\nimport_module('communityplans.cli')",
            "cli",
        ),
    ],
)
def test_a_wrong_import_is_noticed(where, source, room):
    assert wrong_way(where, imported(source, where, is_package=False)) == [room]


def test_a_right_import_is_not():
    assert (
        wrong_way(
            ("site", "field_html"),
            imported(
                "from ..model.plan import Plan\nfrom .status_icons import MARKS\nimport re",
                ("site", "field_html"),
                is_package=False,
            ),
        )
        == []
    )


@each_module
def test_the_outside_is_known_to_its_keepers_only(module):
    steps = name(module)
    for outside in {found[0] for found in imports_of(module)} & set(KEEPERS):
        assert steps[0] in KEEPERS[outside] or ".".join(steps) in KEEPERS[outside], (
            f"{'.'.join(steps)} imports {outside}"
        )


# What of the theme below ours may be named where: its marks in a page, and its name. Nothing else knows on
# what the site stands.
BASE = {
    r"\b(?:data-)?md-[a-z]": ("site/theme", "build/page_shell.py"),
    r"(?i)mkdocs|\bmaterial for|extends: material|squidfunk": (
        "site/theme",
        "build",
        "adapters",
        "starter",
        "cli/export.py",
    ),
}


@pytest.mark.parametrize("words", BASE)
def test_what_the_site_stands_on_is_known_to_one_folder_and_the_writer(words):
    """Were Material or MkDocs to go, these are the files to change, and no others."""
    known = {}
    for path in sorted(PACKAGE.rglob("*")):
        if (
            path.suffix in (".py", ".jinja", ".html", ".css", ".js", ".yml")
            and "__pycache__" not in path.parts
        ):
            known[path.relative_to(PACKAGE).as_posix()] = re.findall(words, without_docstrings(path))
    found = [path for path, names in known.items() if names]
    assert found
    assert [
        path for path in found if not any(path == one or path.startswith(f"{one}/") for one in BASE[words])
    ] == []


def without_docstrings(path: Path) -> str:
    """The text of a file; of a module without what it says about itself."""
    text = path.read_text(encoding="utf-8")
    return ast.unparse(_bare(ast.parse(text))) if path.suffix == ".py" else text


def _bare(tree: ast.AST) -> ast.AST:
    for node in ast.walk(tree):
        if (
            isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def test_what_is_imported_is_installed_by_the_package():
    """Nothing but the standard library and what pyproject.toml asks for; `distributed` where the extra `cluster` is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked_for = {
        re.split(r"[^\w.-]", one)[0].casefold().replace("_", "-") for one in project["dependencies"]
    } | {"pydantic-core"}
    given = {
        module
        for module, makers in packages_distributions().items()
        if asked_for & {m.casefold().replace("_", "-") for m in makers}
    }
    known = set(sys.stdlib_module_names) | {"communityplans", "distributed"} | given
    assert {found[0] for module in MODULES for found in imports_of(module)} - known == set()


@each_module
def test_a_module_says_what_it_is_in_its_name_and_first_line(module):
    assert name(module)[-1] not in FORBIDDEN_NAMES
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_no_class_has_the_name_of_another():
    """One meaning a word: whoever searches for a class finds one."""
    where: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, []).append(".".join(name(module)))
    assert {one: modules for one, modules in where.items() if len(modules) > 1} == {}


def test_no_module_name_stands_in_two_rooms():
    """But for the verbs of the command line, which are named after what they call."""
    where: dict[str, list[str]] = {}
    for module in MODULES:
        steps = name(module)
        if steps and steps[0] != "cli" and module.name != "__init__.py":
            where.setdefault(steps[-1], []).append(".".join(steps))
    assert {one: modules for one, modules in where.items() if len(modules) > 1} == {}


def tracked() -> dict[str, str]:
    """Every file that git keeps, with its text; files that are no text are left out."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this copy of the project is not a git repository")
    texts = {}
    for path in filter(None, listed.stdout.decode().split("\0")):
        try:
            texts[path] = (ROOT / path).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return texts


# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "registry.yarn" + "pkg.com",
    "npm" + "js.com",
    "crates" + ".io",
    "ruby" + "gems.org",
    "proxy.go" + "lang.org",
    "jsdel" + "ivr.net",
    "unp" + "kg.com",
    "conda" + ".anaconda.org",
    "docker" + ".io",
]
# The homes of people and of machines: what follows is somebody's, and is not there on another computer.
MACHINES = [
    "/ho" + "me/",
    "/Us" + "ers/",
    "/ro" + "ot/",
    "/wo" + "rk/",
    "/mn" + "t/",
    "C:\\" + "Users",
    "/pri" + "vate/var/",
]


def mentions(text: str, words: list[str]) -> list[str]:
    """The words that a text holds, with the line; a path counts where it starts, not inside another or in a
    web address.
    """
    found = []
    for word in words:
        pattern = rf"(?<![\w.\-/~}}]){re.escape(word)}" if word.startswith("/") else re.escape(word)
        found += [
            f"line {text.count(chr(10), 0, match.start()) + 1}: {word}"
            for match in re.finditer(pattern, text, re.IGNORECASE if "." in word else 0)
        ]
    return found


@pytest.mark.parametrize("names", [REGISTRIES, MACHINES], ids=["registry", "machine path"])
def test_no_tracked_file_names_a(names):
    assert {path: found for path, text in tracked().items() if (found := mentions(text, names))} == {}


# A document with a place in it, as the name of a page and "1.4" or "T9": what a reader would go and look up.
CITED = re.compile(r"\b([\w-]+\.md)[\s,]+(?:section |fact )?[A-Z]?\d")


def test_no_source_refers_to_a_document_that_is_not_here():
    texts = tracked()
    here = {path.rpartition("/")[2] for path in texts}
    assert CITED.search('"""As the rules ask (' + "notes." + 'md T9)."""')
    assert {
        path: missing
        for path, text in texts.items()
        if path.endswith((".py", ".md")) and (missing := set(CITED.findall(text)) - here)
    } == {}


def test_every_folder_of_tests_is_looked_through():
    """Pytest passes by folders with certain names, and says nothing of it."""
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"][
        "ini_options"
    ]
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    names = {name for folder in folders for name in folder.relative_to(ROOT).parts}
    assert {"build", "tests"} <= names
    assert [name for name in names if any(fnmatch(name, one) for one in options["norecursedirs"])] == []


def test_the_search_finds_what_it_looks_for():
    assert mentions("index-url = https://" + REGISTRIES[0] + "/simple", REGISTRIES) == [
        "line 1: " + REGISTRIES[0]
    ]
    assert mentions('a\npath = "' + MACHINES[0] + 'jo/plans"', MACHINES) == ["line 2: " + MACHINES[0]]
    assert mentions("see https://example.org" + MACHINES[3] + "plans", MACHINES) == []
