"""Stamped pages are the theme's own pages; `mkdocs build` makes the same site as `plans build`; nothing needs
the network.
"""

import re
import shutil
import subprocess
import sys

import pytest
from jinja2 import Template
from sites import (
    COUNCIL,
    ROOT,
    build,
    copy_of,
    differing,
    html_of,
    mkdocs,
    parsed,
    plans,
    plans_here,
    run,
    tree,
)


@pytest.fixture(scope="module")
def each(tmp_path_factory):
    """The site for which the theme has rendered every page by itself."""
    root = copy_of(COUNCIL, tmp_path_factory.mktemp("each") / "council")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "  - community-plans\n" in text
    config.write_text(
        text.replace("  - community-plans\n", "  - community-plans:\n      each: true\n"), encoding="utf-8"
    )
    build(root, root / "site")
    return root / "site"


def test_the_stamped_site_has_the_same_files(council_site, each):
    assert sorted(tree(council_site)) == sorted(tree(each))


def test_a_stamped_page_is_what_the_theme_renders(council_site, each):
    stamped, rendered = html_of(council_site), html_of(each)
    assert len(stamped) > 10
    assert [path for path in stamped if stamped[path] != rendered[path]] == []


def test_the_option_really_has_the_theme_render_each_page(tmp_path, monkeypatch):
    """Else the test above compares stamped pages with stamped pages."""
    root = copy_of(COUNCIL, tmp_path / "council")
    real, rendered = Template.render, []

    def render(self, *arguments, **more):
        rendered.append(self.name)
        return real(self, *arguments, **more)

    monkeypatch.setattr(Template, "render", render)
    build(root, tmp_path / "site")
    stamped = rendered.count("main.html")
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "  - community-plans\n", "  - community-plans:\n      each: true\n"
        ),
        encoding="utf-8",
    )
    rendered.clear()
    build(root, tmp_path / "site")
    assert rendered.count("main.html") >= len(html_of(tmp_path / "site")) > stamped


def test_no_mark_of_the_shell_is_left(council_site):
    assert [path for path, html in html_of(council_site).items() if "@@" in html] == []


def test_every_inner_link_leads_to_a_page_and_a_place(council_site):
    """Every link and every file that a page asks for is there; every #place too (fault F38)."""
    pages = {path: parsed(html) for path, html in html_of(council_site).items()}
    places = {path: {e.get("id") for e in page.iter()} - {None} for path, page in pages.items()}
    files, broken = set(tree(council_site)), []
    for path, page in pages.items():
        for element in page.iter():
            for target in (element.get(a) for a in ("href", "src") if element.get(a)):
                if not re.match(r"[a-z]+:", target) and not reached(path, target, files, places):
                    broken.append((path, target))
    assert broken == []


def reached(page, target, files, places):
    """Whether a relative link leads somewhere."""
    way, _, anchor = target.partition("#")
    steps = [] if way.startswith("/") else page.split("/")[:-1]
    for step in way.split("/"):
        if step == "..":
            if not steps:
                return False
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    address = page if not way else "/".join(steps)
    if way and (way.endswith(("/", ".")) or not way):
        address = f"{address}/index.html".lstrip("/")
    return address in files and (not anchor or anchor in places[address])


@pytest.mark.fault("F46")
def test_mkdocs_makes_the_same_site(council_site, tmp_path):
    root = copy_of(COUNCIL, tmp_path / "council")
    done = mkdocs("build", "--strict", cwd=root)
    assert done.returncode == 0, done.stderr
    assert differing(tree(root / "site"), tree(council_site)) == []


def test_the_theme_has_a_name_of_its_own_and_then_nothing_alarms(council_site, tmp_path):
    """MkDocs loads the theme before our plugin, so only a theme of ours can ask Material for silence in time
    (and README says what is meant).
    """
    root = copy_of(COUNCIL, tmp_path / "council")
    loud = mkdocs("build", "--strict", cwd=root, env={"NO_MKDOCS_2_WARNING": ""})
    assert "end of life" in loud.stderr
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "  name: material\n  font: false\n" in text
    config.write_text(
        text.replace("  name: material\n  font: false\n", "  name: community-plans\n"), encoding="utf-8"
    )
    done = mkdocs("build", "--strict", cwd=root, env={"NO_MKDOCS_2_WARNING": ""})
    assert done.returncode == 0 and "Material" not in done.stderr and "MkDocs" not in done.stderr, done.stderr
    assert differing(tree(root / "site"), tree(council_site)) == []


@pytest.mark.parametrize("path", ["mkdocs.yml", "generator/communityplans/starter/mkdocs.yml"])
def test_councils_name_our_theme(path):
    assert re.search(
        r"^theme:\n  name: community-plans\n", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize("verb", [["check"], ["build", "--output", "@site"], ["export", "@export"]])
def test_no_command_alarms(verb, tmp_path):
    done = plans(
        "--root",
        COUNCIL,
        "--today",
        "2026-11-22",
        *(word.replace("@", f"{tmp_path}/") for word in verb),
        env={"NO_MKDOCS_2_WARNING": ""},
    )
    assert done.returncode == 0 and not re.search(
        "mkdocs|material for", done.stdout + done.stderr, re.IGNORECASE
    ), done.stderr


@pytest.fixture(scope="module")
def no_network():
    """How to start Python so that every attempt to reach another machine ends the program."""
    return (
        "import os, socket, sys\ndef refuse(*a, **k):\n    sys.stderr.write(f'NETWORK {a[1:]}\\n');"
        " sys.stderr.flush(); os._exit(99)\nsocket.socket.connect = socket.socket.connect_ex ="
        " socket.socket.sendto = refuse\nsocket.getaddrinfo = socket.gethostbyname = lambda *a, **k:"
        " refuse(None, *a)\n"
    )


def test_the_guard_of_the_network_works(no_network):
    done = run(
        [
            sys.executable,
            "-c",
            no_network + "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        ]
    )
    assert done.returncode == 99 and "NETWORK" in done.stderr


@pytest.mark.fault("F32")
def test_no_network_is_used(no_network, council_site, tmp_path):
    done = run(
        [
            sys.executable,
            "-c",
            f"{no_network}from communityplans.cli import main; main()",
            "--root",
            str(COUNCIL),
            "--today",
            "2026-11-22",
            "build",
            "--output",
            str(tmp_path / "site"),
        ]
    )
    assert done.returncode == 0, done.stderr
    assert differing(tree(tmp_path / "site"), tree(council_site)) == []


@pytest.mark.fault("F32")
def test_it_builds_on_a_machine_that_has_no_network(council_site, tmp_path):
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let a program give up the network (unshare -rn)")
    done = run(
        [
            unshare,
            "-rn",
            sys.executable,
            "-c",
            "from communityplans.cli import main; main()",
            "--root",
            str(COUNCIL),
            "--today",
            "2026-11-22",
            "build",
            "--output",
            str(tmp_path / "site"),
        ]
    )
    assert done.returncode == 0, done.stderr
    assert differing(tree(tmp_path / "site"), tree(council_site)) == []


def test_strict_refuses_warnings_and_leaves_nothing(tmp_path):
    done = plans_here(
        "--root", COUNCIL, "--today", "2026-11-22", "build", "--strict", "--output", tmp_path / "site"
    )
    assert done.returncode == 1
    assert not (tmp_path / "site").exists()
