"""Pictures: whether an image file may be published, and what is published of it (threat T9).

Only PNG, JPEG and WebP that stand still, that are what their name says, and that are not too large. What is
published has the pixels of the file and none of its notes.
"""

import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image, JpegImagePlugin

from .diagnostic import Diagnostic, Position
from .files import LFS_FIX, LIMIT_PICTURE, PictureFile, is_lfs_pointer

# The colour profile of a picture, with its numbers and without its words: pictures keep their colours, and
# tell nothing else.


LIMIT_PROFILE = 64 * 1024
# What a browser needs to show colours right: the primaries, the white point and the curves. Everything else
# is words.
_NUMBERS = (b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"chad")
_KINDS = {b"XYZ ", b"curv", b"para", b"sf32"}
_MOST_NUMBERS = 4 * 1024


def plain_profile(data: bytes) -> bytes:
    """A colour profile made again from its numbers alone; b"" where it is not one of a kind that screens and
    cameras have.
    """
    if (
        not 132 <= len(data) <= LIMIT_PROFILE
        or data[36:40] != b"acsp"
        or data[16:20] not in (b"RGB ", b"GRAY")
        or data[20:24] != b"XYZ "
    ):
        return b""
    found: dict[bytes, bytes] = {}
    for number in range(min(struct.unpack_from(">I", data, 128)[0], (len(data) - 132) // 12)):
        name, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * number)
        numbers = data[offset : offset + size]
        if name in _NUMBERS and len(numbers) == size <= _MOST_NUMBERS and numbers[:4] in _KINDS:
            found[name] = numbers
    if not found.keys() >= (
        {b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"} if data[16:20] == b"RGB " else {b"kTRC"}
    ):
        return b""
    found[b"desc"], found[b"cprt"] = _no_words(data[8])
    return _together(data, found)


def _no_words(version: int) -> tuple[bytes, bytes]:
    """A name and an owner of the profile, which the format asks for, as its two versions write them; both are
    a dash.
    """
    if version >= 4:
        dash = b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"GB", 2, 28) + "-".encode("utf-16-be")
        return dash, dash
    return b"desc" + struct.pack(">II", 0, 2) + b"-\0" + bytes(78), b"text" + bytes(4) + b"-\0"


def _together(data: bytes, found: dict[bytes, bytes]) -> bytes:
    """The profile: its head without maker, day and number, the list of its parts, and the parts, each once."""
    table, body, at = b"", b"", 132 + 12 * len(found)
    places: dict[bytes, int] = {}
    for name in sorted(found):
        numbers = found[name]
        if numbers not in places:
            places[numbers] = at + len(body)
            body += numbers + bytes(-len(numbers) % 4)
        table += struct.pack(">4sII", name, places[numbers], len(numbers))
    head = (
        struct.pack(">I4s4s", at + len(body), bytes(4), data[8:10] + bytes(2))
        + data[12:24]
        + bytes(12)
        + b"acsp"
        + bytes(24)
        + data[64:80]
        + bytes(48)
    )
    return head + struct.pack(">I", len(found)) + table + body


# The files of the three kinds of picture, taken apart: what makes the picture is kept byte for byte,
# everything else is left out. Left out are the notes of cameras and programs (EXIF with its places and
# small pictures, XMP, IPTC, comments, texts, times), what stands behind the picture, and every part that is
# not known here. So nothing that cannot be seen is published, and nothing can hide behind a picture (threat
# T9).


# A picture that loads in steps has about ten; thousands would keep a browser busy for minutes.
LIMIT_STEPS = 50


class UnreadableImage(ValueError):
    """The file is not whole, or not made as its kind of picture is."""


class AnimatedImage(ValueError):
    """The file has several pictures that follow one another."""


@dataclass(frozen=True)
class StrippedImage:
    """A picture's file without its notes.

    `turn` is how the camera was held (1 to 8, as EXIF counts; 1 is upright).
    """

    content: bytes
    turn: int = 1
    profile: bytes = b""


def png(data: bytes) -> StrippedImage:
    """Keep the pixels, their colours and what is see-through."""
    kept, pixels, turn, profile = [], [], 1, b""
    for name, body in _png_parts(data):
        if name in (b"acTL", b"fcTL", b"fdAT"):
            raise AnimatedImage
        if name == b"IDAT":
            pixels.append(body)
        elif name == b"iCCP":
            profile = _png_profile(body)
        elif name == b"eXIf":
            turn = _turn(body)
        elif name in (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"cICP"):
            kept.append((name, body))
    if (
        not kept
        or kept[0][0] != b"IHDR"
        or len(kept[0][1]) != 13
        or len({name for name, _ in kept}) < len(kept)
    ):
        raise UnreadableImage
    if profile:
        kept.insert(1, (b"iCCP", b"-\0\0" + zlib.compress(profile, 0)))
    kept += [(b"IDAT", _png_pixels(b"".join(pixels), *struct.unpack_from(">II", kept[0][1]))), (b"IEND", b"")]
    return StrippedImage(
        data[:8]
        + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in kept
        ),
        turn,
        profile,
    )


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while True:
        head = data[at : at + 8]
        if len(head) < 8:
            raise UnreadableImage
        size, name = struct.unpack(">I4s", head)
        if at + 12 + size > len(data):
            raise UnreadableImage
        if name == b"IEND":
            return
        yield name, data[at + 8 : at + 8 + size]
        at += 12 + size


def _png_profile(body: bytes) -> bytes:
    try:
        return plain_profile(zlib.decompressobj().decompress(body[body.index(b"\0") + 2 :], 1 << 17))
    except (ValueError, zlib.error):
        return b""


def _png_pixels(packed: bytes, width: int, height: int) -> bytes:
    """The packed pixels without what stands behind them.

    They are unpacked in pieces, and no further than the picture is large.
    """
    opened, left, rest = zlib.decompressobj(), 8 * width * height + 32 * (width + height) + 1024, packed
    try:
        while not opened.eof and rest:
            left -= len(opened.decompress(rest, 1 << 20))
            rest = opened.unconsumed_tail
            if left < 0:
                raise UnreadableImage
    except zlib.error as error:
        raise UnreadableImage from error
    if not opened.eof:
        raise UnreadableImage
    return packed[: len(packed) - len(opened.unused_data)]


def jpeg(data: bytes) -> StrippedImage:
    """Keep the tables and the packed pixels, the few bytes that say how colours are kept, and the colour
    profile.
    """
    kept: list[tuple[int, bytes, bytes]] = []
    profiles: list[tuple[bytes, bytes]] = []
    turn, steps = 1, 0
    for mark, body, pixels in _jpeg_parts(data):
        if mark == 0xE1 and body.startswith(b"Exif\0\0") and turn == 1:
            turn = _turn(body[6:])
        elif mark == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            profiles.append((body[12:13], body[14:]))
        elif mark == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14 and not kept:
            # Its density says how large to print; the small picture behind it is left out.
            kept.append((mark, body[:7] + b"\0\0\1\0\1\0\0", b""))
        elif mark == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            kept.append((mark, b"Adobe\0\x64\0\0\0\0" + body[11:12], b""))
        elif mark == 0xDA or 0xC0 <= mark <= 0xCF and mark != 0xC8 or mark in (0xDB, 0xDC, 0xDD):
            steps += mark == 0xDA
            kept.append((mark, body, pixels))
    if not 0 < steps <= LIMIT_STEPS:
        raise UnreadableImage
    profile = plain_profile(b"".join(part for _, part in sorted(profiles)))
    if profile:
        # Made again it is short enough for one part, which stands behind the first.
        kept.insert(kept[0][0] == 0xE0, (0xE2, b"ICC_PROFILE\0\1\1" + profile, b""))
    written = b"".join(
        bytes((0xFF, mark)) + struct.pack(">H", len(body) + 2) + body + pixels for mark, body, pixels in kept
    )
    return StrippedImage(b"\xff\xd8" + written + b"\xff\xd9", turn, profile)


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each part up to the end of the first picture: its mark, its bytes, and the packed pixels that follow
    it.
    """
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise UnreadableImage
        while data[at : at + 1] == b"\xff":
            at += 1
        mark = data[at] if at < len(data) else 0
        if mark == 0xD9:
            return
        size = int.from_bytes(data[at + 1 : at + 3], "big")
        if mark < 0xC0 or 0xD0 <= mark <= 0xD8 or size < 2 or at + 1 + size > len(data):
            raise UnreadableImage
        end = at + 1 + size
        pixels = _jpeg_pixels(data, end) if mark == 0xDA else end
        yield mark, data[at + 3 : end], data[end:pixels]
        at = pixels


def _jpeg_pixels(data: bytes, at: int) -> int:
    """Where packed pixels end: at the first mark that is neither a full byte written out nor a sign to start
    afresh.
    """
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise UnreadableImage
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def webp(data: bytes) -> StrippedImage:
    """Keep the packed pixels, what is see-through, and the colour profile."""
    kept: dict[bytes, bytes] = {}
    turn, profile = 1, b""
    for name, body in _webp_parts(data):
        if name in (b"ANIM", b"ANMF"):
            raise AnimatedImage
        if name == b"EXIF":
            turn = _turn(body.removeprefix(b"Exif\0\0"))
        elif name == b"ICCP":
            profile = plain_profile(body)
        elif name in (b"VP8X", b"ALPH", b"VP8 ", b"VP8L") and kept.setdefault(name, body) is not body:
            raise UnreadableImage
    if (b"VP8 " in kept) == (b"VP8L" in kept):
        raise UnreadableImage
    if b"VP8X" in kept:
        if len(kept[b"VP8X"]) < 10:
            raise UnreadableImage
        see_through = kept[b"VP8X"][0] & 0x10
        kept[b"VP8X"] = bytes((see_through | (0x20 if profile else 0), 0, 0, 0)) + kept[b"VP8X"][4:10]
        if profile:
            kept[b"ICCP"] = profile
    parts = b"".join(
        name + struct.pack("<I", len(kept[name])) + kept[name] + bytes(len(kept[name]) % 2)
        for name in (b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L")
        if name in kept
    )
    return StrippedImage(b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts, turn, profile)


def _webp_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, int.from_bytes(data[4:8], "little") + 8
    if end > len(data):
        raise UnreadableImage
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > end:
            raise UnreadableImage
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _turn(notes: bytes) -> int:
    """How the camera was held, from its notes (a small TIFF file); upright where they do not say."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(notes[:4])
    try:
        at = struct.unpack_from(f"{order}I", notes, 4)[0] if order else -1
        for number in range(struct.unpack_from(f"{order}H", notes, at)[0] if order else 0):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", notes, at + 2 + 12 * number)
            if (tag, kind, count) == (0x0112, 3, 1):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


STRIP: dict[str, Callable[[bytes], StrippedImage]] = {"PNG": png, "JPEG": jpeg, "WEBP": webp}


# What a good telephone takes, and about eight times the width of a page on it.
LIMIT_PIXELS = 16_000_000
LIMIT_SIDE = 8_000
KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
_SAID = {"PNG": "a PNG picture", "JPEG": "a JPEG picture", "WEBP": "a WebP picture"}
_ENDING = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
# What undoes each way to hold a camera, as EXIF counts them.
_TURNS = dict(
    enumerate(
        (
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.ROTATE_180,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.TRANSPOSE,
            Image.Transpose.ROTATE_270,
            Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_90,
        ),
        2,
    )
)
_SAVE = (
    "Save it as .png, .jpg or .webp in a program for pictures. A new name alone does not change what it is."
)


@dataclass(frozen=True)
class Picture:
    """A picture as it is published: upright, with its size in pixels, without notes.

    `blob` is git's id of the file it came from.
    """

    path: str
    blob: str
    width: int
    height: int
    content: bytes = field(repr=False)

    @property
    def address(self) -> str:
        """Where it is published.

        The address is made from the file's bytes, so what stands there never changes.
        """
        return f"pictures/{self.blob}.{self.path.rsplit('.', 1)[-1]}"


def prepare_image(file: PictureFile) -> tuple[Picture | None, Diagnostic | None]:
    """What is published of an image file, or why nothing is."""

    def no(rule: str, message: str, fix: str) -> tuple[None, Diagnostic]:
        return None, Diagnostic(Position(file.path), rule, message, fix)

    ending = file.path.rsplit(".", 1)[-1]
    if len(file.content) > LIMIT_PICTURE:
        return no(
            "picture-too-big",
            f"This picture is bigger than {LIMIT_PICTURE // 1024 // 1024} MB, which takes long to load on a"
            " telephone.",
            "Make it smaller: 1,600 pixels wide is enough.",
        )
    if is_lfs_pointer(file.content):
        return no(
            "picture-kind",
            "This is a note of Git LFS that stands for a picture which is kept elsewhere.",
            LFS_FIX,
        )
    kind = sniffed(file.content)
    if kind != KINDS[ending]:
        return no(
            "picture-kind",
            f"The name ends in .{ending}, but this file is {_SAID.get(kind, kind)}.",
            f"Rename it so that it ends in {_ENDING[kind]}." if kind in _ENDING else _SAVE,
        )
    try:
        stripped = STRIP[kind](file.content)
        size = _size(stripped.content, kind)
        if size[0] * size[1] > LIMIT_PIXELS or max(size) > LIMIT_SIDE:
            raise Image.DecompressionBombError
        width, height, content = _upright(stripped, kind)
    except Image.DecompressionBombError:
        return no(
            "picture-too-big",
            f"This picture has more pixels than can be shown: at most {LIMIT_PIXELS // 1_000_000} million,"
            f" and {LIMIT_SIDE:,} on a side.",
            "Make it smaller: 1,600 pixels wide is enough.",
        )
    except AnimatedImage:
        return no(
            "picture-moves",
            "This picture moves. Moving pictures distract people who read, and cannot be printed.",
            "Save one of its pictures alone.",
        )
    except UnreadableImage:
        return no(
            "picture-broken",
            "This picture cannot be read to its end. Perhaps it was not copied whole.",
            "Open it in a program for pictures, and save it again.",
        )
    return Picture(file.path, file.blob, width, height, content), None


def sniffed(data: bytes) -> str:
    """What a file is, by its first bytes: PNG, JPEG, WEBP, or a few words for what it is instead."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"gif87a", b"gif89a")):
        return "a GIF picture"
    if data[4:8] == b"ftyp":
        return "a picture or film of a kind that few browsers show (HEIC, AVIF or MP4)"
    if start.startswith(b"%pdf"):
        return "a PDF file"
    if b"<svg" in start:
        return "an SVG drawing, which can hold programs"
    if start.startswith(b"<"):
        return "a web page or another text with marks"
    return "empty" if not data else "no picture of a kind that is published"


def _size(content: bytes, kind: str) -> tuple[int, int]:
    with _opened(content, kind) as image:
        return image.size


def _upright(stripped: StrippedImage, kind: str) -> tuple[int, int, bytes]:
    """The picture as it should be seen: as it is where it stands upright, else turned.

    Reads every pixel, so that a broken one is noticed.
    """
    with _opened(stripped.content, kind) as image:
        try:
            image.load()
        # What a decoder says of hostile bytes is open-ended, and a picture that cannot be read is a problem
        # of the content.
        except Exception as error:
            raise UnreadableImage from error
        if stripped.turn == 1:
            return *image.size, stripped.content
        turned = image.transpose(_TURNS[stripped.turn])
        out = BytesIO()
        turned.save(
            out, kind, **_how(image, kind, sideways=stripped.turn > 4), icc_profile=stripped.profile or None
        )
        return *turned.size, STRIP[kind](out.getvalue()).content


def _how(image: Any, kind: str, *, sideways: bool) -> dict[str, Any]:
    """How to write a turned picture so that it loses nothing, or in a JPEG as little as can be: with the
    steps it was written with.
    """
    if kind != "JPEG":
        return {"lossless": True, "exact": True} if kind == "WEBP" else {}
    tables = [
        [table[8 * (n % 8) + n // 8] for n in range(64)] if sideways else list(table)
        for _, table in sorted(image.quantization.items())
    ]
    sampling = JpegImagePlugin.get_sampling(image)
    return {"qtables": tables, "subsampling": 0 if sideways and sampling == 1 else max(sampling, 0)}


def _opened(content: bytes, kind: str) -> Image.Image:
    """A picture of which only the head was read. Raises Unreadable where that cannot be done."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(content), formats=(kind,))
        except Image.DecompressionBombError:
            raise
        except Exception as error:
            raise UnreadableImage from error
    if image.format != kind or getattr(image, "n_frames", 1) != 1:
        raise UnreadableImage
    return image
