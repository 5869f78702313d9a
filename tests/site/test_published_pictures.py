"""Pictures on the built site: there, described, the right size, and with nothing in them but their pixels."""

import shutil

import pytest
from painted import SECRETS, full_of_secrets, painted, pixels, saved
from sites import COUNCIL, TODAY, build, copy_of, mkdocs, parsed, tree

from communityplans.adapters.site_build import build as build_site
from communityplans.adapters.verification import verify
from communityplans.source.errors import UsageError
from communityplans.source.files import blob_id

PAGE = "guides/councillors/the-page/"
TEXT = """---
schema_version: 1
title: A page with pictures
summary: What pictures show.
order: 90
audience: [officers]
owner: Head of Communities
last_reviewed: 2026-11-01
review_in_months: 12
---

Before ![The wards, from north to south](map.png) and after.

[![A crossing with lights](pictures/crossing.jpg)](../first-steps/)

## A heading ![with a picture](map.png)

| Where | What |
| --- | --- |
| Hill | ![A bench](../../plans/bench.webp "<b>a title</b>") |

![From another place](https://evil.example/pixel.png) and ![A program](javascript:alert(1)) and ![Data](data:image/png;base64,AAAA)
"""
FILES = {
    "guides/councillors/map.png": full_of_secrets("PNG"),
    "guides/councillors/pictures/crossing.jpg": full_of_secrets("JPEG", 6),
    "plans/bench.webp": full_of_secrets("WEBP"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = copy_of(COUNCIL, tmp_path_factory.mktemp("pictures") / "council")
    (root / "guides" / "councillors" / "pictures").mkdir(parents=True)
    (root / "guides" / "councillors" / "the-page.md").write_text(TEXT, encoding="utf-8")
    for path, data in FILES.items():
        (root / path).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def made(root):
    build(root, root / "site")
    return tree(root / "site")


def shown(made) -> list[dict]:
    return [dict(element.attrib) for element in parsed(made[f"{PAGE}index.html"].decode()).iter("img")]


def test_each_picture_is_published_at_an_address_made_from_its_bytes(made):
    addresses = {f"pictures/{blob_id(data)}.{path.rsplit('.', 1)[1]}" for path, data in FILES.items()}
    assert {path for path in made if path.startswith("pictures/")} == addresses
    assert not {path for path in made if path.endswith((".png", ".jpg", ".webp"))} - addresses


def test_what_is_published_has_no_notes_in_it(made):
    assert all(any(secret in data for data in FILES.values()) for secret in SECRETS)
    assert [
        (path, secret)
        for path, data in made.items()
        if path.startswith("pictures/")
        for secret in (*SECRETS, b"Exif", b"eXIf", b"EXIF", b"tEXt", b"iTXt", b"xmp")
        if secret in data
    ] == []


def test_pictures_stand_on_the_page_with_their_size(made):
    pictures = shown(made)
    assert [(one["alt"], one["width"], one["height"], one["loading"]) for one in pictures] == [
        ("The wards, from north to south", "48", "32", "lazy"),
        ("A crossing with lights", "32", "48", "lazy"),
        ("A bench", "48", "32", "lazy"),
    ]
    for one in pictures:
        assert set(one) == {"src", "alt", "width", "height", "loading"}
        assert one["src"].startswith("../../../pictures/") and one["src"].removeprefix("../../../") in made
    assert pixels(made[pictures[0]["src"].removeprefix("../../../")]) == pixels(
        FILES["guides/councillors/map.png"]
    )


def test_what_is_not_shown_is_said_in_words(made):
    html = made[f"{PAGE}index.html"].decode()
    page = "".join(parsed(html).itertext())
    assert "From another place and A program and Data" in page and "A heading with a picture" in page
    assert "evil.example" not in html and "javascript:" not in html.lower() and "data:image" not in html


def test_whichever_way_it_is_built(root, made, tmp_path):
    done = mkdocs("build", "-f", root / "mkdocs.yml", "-d", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    other = tree(tmp_path / "site")
    assert {path: other.get(path) for path in made if path.startswith("pictures/")} == {
        path: data for path, data in made.items() if path.startswith("pictures/")
    }


def test_verify_knows_pictures(root, made, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(root / "site", site)
    assert verify(root, site, today=TODAY).same
    path = next(path for path in made if path.startswith("pictures/"))
    (site / path).write_bytes(saved(painted(), "PNG"))
    (site / "pictures" / "more.png").write_bytes(b"")
    found = verify(root, site, today=TODAY)
    assert (found.other, found.missing, found.extra) == ([path], [], ["pictures/more.png"])


def test_a_picture_that_was_not_written_stops_the_build(root, made, tmp_path, monkeypatch):
    monkeypatch.setattr("communityplans.build.output.OutputFiles.asset", lambda files, asset: None)
    with pytest.raises(UsageError, match="was not written whole"):
        build_site(root, tmp_path / "site", today=TODAY)
    assert not (tmp_path / "site").exists()
