"""Pictures: only what is one is published, upright and with its pixels alone (threat T9)."""

import random
import struct
import zlib
from io import BytesIO

import pytest
from painted import SECRETS, full_of_secrets, painted, pixels, profile, saved, with_chunk
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from communityplans.source import images
from communityplans.source.files import LIMIT_PICTURE, blob_id, picture_file, read_directory
from communityplans.source.images import plain_profile, prepare_image

KINDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
each_kind = pytest.mark.parametrize("kind", KINDS)


def of(data: bytes, name: str = "guides/councillors/map.png"):
    """The picture that is published of some bytes."""
    picture, problem = prepare_image(picture_file(name, data))
    assert problem is None, problem
    return picture


def refused(data: bytes, name: str = "map.png") -> str:
    """The rule by which some bytes are refused."""
    picture, problem = prepare_image(picture_file(f"guides/councillors/{name}", data))
    assert picture is None
    assert problem.position.path.endswith(name) and problem.message.endswith(".") and problem.fix
    return problem.rule


@each_kind
def test_nothing_but_the_pixels_is_published(kind):
    data = full_of_secrets(kind)
    assert (
        all(secret in data for secret in SECRETS if secret in data)
        and sum(secret in data for secret in SECRETS) >= 3
    )
    picture = of(data, f"a.{KINDS[kind]}")
    assert [secret for secret in SECRETS if secret in picture.content] == []
    with Image.open(BytesIO(picture.content)) as image:
        assert not image.getexif() and not set(image.info) & {
            "exif",
            "xmp",
            "comment",
            "Comment",
            "XML:com.adobe.xmp",
            "dpi",
            "photoshop",
        }
        assert image.format == kind


@each_kind
def test_the_pixels_are_those_of_the_file(kind):
    data = full_of_secrets(kind)
    picture = of(data, f"a.{KINDS[kind]}")
    assert pixels(picture.content) == pixels(data)
    assert (picture.width, picture.height) == (48, 32)


@each_kind
def test_what_is_plain_already_stays_so(kind):
    """Publishing what is published changes nothing."""
    once = of(full_of_secrets(kind), f"a.{KINDS[kind]}").content
    assert of(once, f"a.{KINDS[kind]}").content == once


@each_kind
@pytest.mark.parametrize("turn", range(2, 9))
def test_a_picture_stands_upright(kind, turn):
    """A camera notes how it was held, and leaves the pixels lying. They are turned, because the note goes."""
    picture = of(full_of_secrets(kind, turn), f"a.{KINDS[kind]}")
    with (
        Image.open(BytesIO(full_of_secrets(kind, turn))) as before,
        Image.open(BytesIO(picture.content)) as after,
    ):
        meant = ImageOps.exif_transpose(before).convert("RGB")
        assert (
            after.size
            == meant.size
            == (picture.width, picture.height)
            == ((32, 48) if turn > 4 else (48, 32))
        )
        apart = max(ImageStat.Stat(ImageChops.difference(meant, after.convert("RGB"))).mean)
        assert apart < 2.5 if kind == "JPEG" else apart == 0
    assert [secret for secret in SECRETS if secret in picture.content] == []


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_to_keep_pixels_in_a_png(mode):
    image = (
        painted().convert("L").convert("I").point(lambda v: v * 256, "I").convert("I;16")
        if mode == "I;16"
        else painted(mode=mode)
    )
    data = saved(image, "PNG")
    assert pixels(of(data).content) == pixels(data)


@pytest.mark.parametrize(
    "how",
    [
        {"progressive": True},
        {"subsampling": 0},
        {"subsampling": 1},
        {"restart_marker_blocks": 2},
        {"optimize": True},
    ],
)
def test_every_way_to_keep_pixels_in_a_jpeg(how):
    for mode in ("RGB", "L", "CMYK"):
        data = saved(painted(mode=mode), "JPEG", **how)
        assert pixels(of(data, "a.jpeg").content) == pixels(data)


@pytest.mark.parametrize("how", [{"quality": 80}, {"lossless": True}])
def test_every_way_to_keep_pixels_in_a_webp(how):
    image = painted(mode="RGBA")
    image.putalpha(painted(mode="L"))
    data = saved(image, "WEBP", **how)
    assert pixels(of(data, "a.webp").content) == pixels(data)


def test_colours_stay_and_the_words_of_their_profile_go():
    plain = plain_profile(profile())
    assert plain and b"sRGB" not in plain and b"sRGB" in profile().replace(b"\0", b"")
    assert plain_profile(plain) == plain
    seen = [
        ImageCms.profileToProfile(
            painted(), ImageCms.ImageCmsProfile(BytesIO(one)), ImageCms.createProfile("sRGB")
        ).tobytes()
        for one in (profile(), plain)
    ]
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "bad",
    [b"", b"<script>", profile()[:100], b"x" * 200, profile()[:128] + b"\xff" * 400, b"\0" * 200_000],
    ids=["nothing", "script", "cut off", "letters", "damaged", "huge"],
)  # A profile holds the second in which it was made.
def test_no_profile_rather_than_a_bad_one(bad):
    assert plain_profile(bad) == b""


NOT_PICTURES = {
    "a GIF": saved(painted(), "GIF"),
    "a GIF that is a web page too": b"GIF89a/*" + b"\0" * 8 + b"*/=1;<script>alert(1)</script>",
    "a drawing that can run": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a drawing behind its head": b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)"/>',
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "a program": b"#!/bin/sh\n",
    "a bitmap": saved(painted(), "BMP"),
    "a TIFF": saved(painted(), "TIFF"),
    "an icon": saved(painted(), "ICO"),
    "a PDF": saved(painted(), "PDF"),
    "an EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "another picture": saved(painted(), "JPEG"),
    "a telephone's own kind": b"\0\0\0\x18ftypheic\0\0\0\0",
    "kept elsewhere": b"version https://git-lfs.github.com/spec/v1\n",
    "nothing": b"",
}


@pytest.mark.parametrize("what", NOT_PICTURES)
def test_what_is_not_what_its_name_says(what):
    assert refused(NOT_PICTURES[what]) == "picture-kind"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves(kind):
    data = saved(
        painted(),
        kind,
        save_all=True,
        append_images=[painted().transpose(Image.Transpose.ROTATE_180)],
        duration=100,
    )
    assert refused(data, f"a.{KINDS[kind]}") == "picture-moves"


def test_of_a_picture_with_others_behind_it_the_first_is_shown():
    """Telephones put a second picture behind the first."""
    data = saved(painted(), "MPO", save_all=True, append_images=[painted(96, 64)])
    picture = of(data, "a.jpg")
    assert (picture.width, picture.height) == (48, 32) and b"MPF\0" not in picture.content


def test_too_many_bytes():
    assert refused(saved(painted(), "PNG") + bytes(LIMIT_PICTURE)) == "picture-too-big"


def bomb(width: int, height: int, rows: int) -> bytes:
    """A PNG that says it is large, with some rows of it."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(rows * ((width + 7) // 8 + 1)), 9))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(4001, 4000), (8001, 8), (8, 8001), (20_000, 20_000), (60_000, 60_000)])
def test_too_many_pixels(size):
    assert refused(bomb(*size, rows=10)) in ("picture-too-big", "picture-broken")
    if size[0] * size[1] < 300_000_000:
        assert refused(bomb(*size, rows=size[1])) == "picture-too-big"


def test_pixels_that_unpack_to_more_than_the_picture_has():
    assert refused(bomb(8, 8, rows=1_000_000)) == "picture-broken"


def test_a_jpeg_in_thousands_of_steps():
    data = saved(painted(), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    assert refused(data[:last] + data[last:-2] * 2000 + b"\xff\xd9", "a.jpg") == "picture-broken"


@each_kind
def test_a_picture_that_is_not_whole(kind):
    data = saved(painted(), kind)
    for part in (len(data) // 2, len(data) - 30, 30, 16):
        assert refused(data[:part], f"a.{KINDS[kind]}") == "picture-broken"


def test_what_hides_behind_the_packed_pixels_is_left_out():
    data = saved(painted(), "PNG")
    at = data.index(b"IDAT")
    size = struct.unpack(">I", data[at - 4 : at])[0]
    body = data[at + 4 : at + 4 + size] + b"<script>alert(1)</script>"
    hidden = (
        data[: at - 4]
        + struct.pack(">I", len(body))
        + b"IDAT"
        + body
        + struct.pack(">I", zlib.crc32(b"IDAT" + body))
        + data[at + 8 + size :]
    )
    assert b"<script" not in of(hidden).content and pixels(of(hidden).content) == pixels(data)


def test_a_web_page_in_the_parts_of_a_picture():
    page = b"<!doctype html><script>alert(1)</script>"
    assert b"<script" not in of(with_chunk(saved(painted(), "PNG"), b"tEXt", b"x\0" + page)).content
    jpeg = saved(painted(), "JPEG")
    for mark in (0xE0, 0xE1, 0xE2, 0xE5, 0xED, 0xEE, 0xEF, 0xFE, 0xF7):
        assert (
            b"<script"
            not in of(
                jpeg[:2] + bytes((0xFF, mark)) + struct.pack(">H", len(page) + 2) + page + jpeg[2:], "a.jpg"
            ).content
        )


@each_kind
def test_damaged_bytes_are_a_problem_and_never_a_traceback(kind):
    dice, data, ending = random.Random(7), full_of_secrets(kind), KINDS[kind]
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            broken[dice.randrange(3, len(broken))] = dice.randrange(256)
        picture, problem = prepare_image(
            picture_file(
                f"a.{ending}",
                bytes(broken[: dice.randint(12, len(broken))] if dice.random() < 0.3 else broken),
            )
        )
        assert (picture is None) != (problem is None)
        assert picture is None or not [secret for secret in SECRETS if secret in picture.content]


def test_the_address_is_made_from_the_bytes():
    data = saved(painted(), "PNG")
    assert of(data).address == f"pictures/{blob_id(data)}.png"
    assert of(data).address != of(saved(painted(40, 20), "PNG")).address


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("guides/councillors/map.svg", "file-kind"),
        ("guides/councillors/map.gif", "file-kind"),
        ("guides/councillors/map.html", "file-kind"),
        ("guides/councillors/Map.png", "file-name"),
        ("guides/councillors/a map.png", "file-name"),
        ("guides/councillors/map.php.png", "file-name"),
        ("guides/councillors/map.PNG", "file-kind"),
        ("guides/councillors/con.png", "file-name"),
        ("guides/councillors/<img>.png", "file-name"),
        ("guides/My pictures/map.png", "file-name"),
        ("guides/councillors/map.png.html", "file-kind"),
        ("plans/editions/map.png", "file-kind"),
        *(
            (f"guides/councillors/map.{ending}", "file-kind")
            for ending in (
                "svg",
                "svgz",
                "html",
                "htm",
                "xhtml",
                "mhtml",
                "xml",
                "js",
                "css",
                "pdf",
                "gif",
                "bmp",
                "ico",
                "avif",
                "heic",
                "swf",
                "exe",
                "zip",
                "htaccess",
            )
        ),
    ],
)
def test_hostile_names(check, name, rule):
    assert [found.rule for found in check(saved(painted(), "PNG"), name)] == [rule]


def test_all_pictures_together_have_a_limit(tmp_path, monkeypatch):
    data = saved(painted(), "PNG")
    (tmp_path / "guides").mkdir()
    for number in range(3):
        (tmp_path / "guides" / f"map-{number}.png").write_bytes(data)
    monkeypatch.setattr("communityplans.source.files.LIMIT_PICTURES", 2 * len(data))
    reading = read_directory(tmp_path)
    assert [file.path for file in reading.pictures] == ["guides/map-0.png", "guides/map-1.png"]
    assert [(d.rule, d.position.path) for d in reading.diagnostics] == [
        ("picture-too-big", "guides/map-2.png")
    ]


def test_limits_are_those_that_the_page_of_the_rule_says():
    assert (images.LIMIT_PIXELS, images.LIMIT_SIDE, LIMIT_PICTURE) == (16_000_000, 8_000, 2 * 1024 * 1024)
