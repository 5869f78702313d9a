"""Where everything comes from: pinned by hash, fetched at set-up only, built and tested without a network,
under licences that are listed (threat T16).
"""

import json
import re
import sys
from pathlib import Path

import licences
import pytest
from machine import apart
from sites import run

ROOT = Path(__file__).resolve().parents[2]

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-tools.lock")
PACKAGES = ("generator/communityplans/editor", ".ci/html")
SETS_UP = (
    "Makefile",
    ".ci/install",
    ".ci/run",
    ".gitlab-ci.yml",
    *(path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/workflows").glob("*.yml")),
)


def entries(lock: str) -> list[str]:
    """Each requirement of a lock, with its hashes, on one line."""
    return (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").strip().splitlines()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_one_version_with_its_hashes(lock):
    """Nothing else stands in a lock: no address, no path, no option but the hash."""
    assert len(entries(lock)) > 1
    form = re.compile(r"[\w.-]+==[\w.!+]+( ; [\w\s.'<>=()!]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [entry[:80] for entry in entries(lock) if not form.fullmatch(entry)] == []


def test_what_is_asked_for_is_in_the_lock():
    asked = re.findall(r'(?m)^  "([\w.-]+?)[<>=\[]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert len(asked) > 15 and {name.casefold().replace(".", "-") for name in asked} <= set(
        licences.locked("requirements-test.lock")
    )


@pytest.mark.parametrize("folder", PACKAGES)
def test_every_npm_package_is_pinned_by_its_content_and_names_no_host(folder):
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, about in packages.items():
        assert not path or (
            re.fullmatch(r"sha512-[\w+/]{86}==", about["integrity"])
            and "resolved" not in about
            and not about.get("hasInstallScript")
        ), path
    wanted = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+", version)
        for kind in ("dependencies", "devDependencies")
        for version in wanted.get(kind, {}).values()
    )
    assert "ignore-scripts=true" in (ROOT / folder / ".npmrc").read_text(encoding="utf-8")


def test_whatever_installs_asks_for_the_hashes():
    """pip with the hashes, or from this folder alone without an index; npm with its lock and without scripts."""
    found = []
    for name in SETS_UP:
        text = (ROOT / name).read_text(encoding="utf-8").replace("$(LOCKED)", "pip install --require-hashes")
        for line in text.splitlines():
            if (
                re.search(r"\bpip install\b", line)
                and not line.lstrip().startswith("#")
                and "--require-hashes" not in line
                and "--no-index" not in line
            ):
                found.append(f"{name}: {line.strip()}")
            if re.search(r"\bnpm (install|i|add)\b|\bnpx\b|curl .*\| *(ba)?sh", line):
                found.append(f"{name}: {line.strip()}")
    assert found == []


def test_the_workflows_use_actions_by_their_commit():
    used = [
        (path.name, one)
        for path in (ROOT / ".github/workflows").glob("*.yml")
        for one in re.findall(r"(?<!\w)uses: (\S+)", path.read_text(encoding="utf-8"))
    ]
    assert len(used) > 5 and [one for one in used if not re.search(r"@[0-9a-f]{40}$", one[1])] == []


@pytest.mark.long
@pytest.mark.fault("F32")
def test_the_tests_need_no_network_either():
    """Some of them that read, load, check and build, in a part of the machine that has no network."""
    some = [
        "tests/model",
        "tests/source/test_yaml.py",
        "tests/content/test_cases.py",
        "tests/build/test_policy.py",
        "tests/site/test_calendar_files.py",
        "tests/commands/test_suggestions.py",
    ]
    done = run(
        [
            *apart("-n"),
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-m",
            "not long",
            *some,
        ],
        cwd=ROOT,
        env={"ACCEPT_SAFETY": ""},
    )  # These few are not what is written down.
    assert done.returncode == 0 and re.search(r"\d{2,} passed", done.stdout), done.stdout[-3000:]


def test_the_licences_are_listed():
    """If this fails: read what is new, and then `make licences`."""
    assert licences.LISTED.read_text(encoding="utf-8") == licences.text()


def test_every_licence_is_one_that_a_council_may_use():
    found = {name: licence for packages in licences.groups().values() for name, licence in packages.items()}
    assert (
        len(found) > 80
        and {name: licence for name, licence in found.items() if not licences.may_be_used(licence)} == {}
    )


@pytest.mark.parametrize(
    ("licence", "may"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("GPL-2.0-or-later OR MPL-1.1", True),
        ("MIT AND PSF-2.0", True),
        ("MIT AND AGPL-3.0", False),
        ("not said", False),
    ],
)
def test_a_licence_with_conditions_is_noticed(licence, may):
    assert licences.may_be_used(licence) is may
