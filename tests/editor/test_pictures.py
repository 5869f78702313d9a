"""A guide can show the pictures that stand beside it, and no others."""

import pytest
from communityplans.text.markdown import guide
from communityplans.website.build import build
from communityplans.website.pipeline import examine


def put(council, text: str) -> None:
    path = council / "guides/councillors/first-steps.md"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_picture_beside_a_guide_is_shown(council, tmp_path, today):
    (council / "guides/councillors/sign-in.png").write_bytes(b"\x89PNG")
    put(council, "\n![The page on which one signs in](sign-in.png)\n")
    build(council, tmp_path / "out", today=today)
    page = (tmp_path / "out/guides/councillors/first-steps/index.html").read_text(encoding="utf-8")
    assert '<img alt="The page on which one signs in" src="../sign-in.png">' in page
    assert (tmp_path / "out/guides/councillors/sign-in.png").read_bytes() == b"\x89PNG"


def test_a_picture_that_is_not_there_is_a_mistake(council, today):
    (council / "guides/councillors/sign-in.png").write_bytes(b"\x89PNG")
    put(council, "\n![The page](sign-on.png)\n")
    [found] = [one for one in examine(council, today).diagnostics if one.rule == "broken-link"]
    assert (found.message, found.fix) == ("There is no picture sign-on.png beside this guide.", "Did you mean sign-in.png?")


def test_a_picture_that_is_too_big_is_a_mistake(council, today):
    (council / "guides/councillors/sign-in.png").write_bytes(b"0" * 300_000)
    [found] = [one for one in examine(council, today).diagnostics if one.rule == "too-big"]
    assert found.message == "This picture is bigger than 256 KB, which takes long on a phone."


@pytest.mark.parametrize("source", ["https://evil.example/x.png", "//evil.example/x.png", "../x.png", "x.svg", "javascript:x", "data:image/png;base64,AA", "/x.png", "x.png?y", 'x.png" onerror="x'])
def test_other_pictures_are_left_out(source):
    html = guide(f"![words]({source})").html
    assert "<img" not in html and "words" in html
