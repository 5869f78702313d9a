"""The files of the three kinds of picture, taken apart: what makes the picture is kept byte for byte,
everything else is left out.

Left out are the notes of cameras and programs (EXIF with its places and small pictures, XMP, IPTC, comments,
texts, times), what stands behind the picture, and every part that is not known here. So nothing that cannot
be seen is published, and nothing can hide behind a picture (threat T9).
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .image_profile import plain_profile

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
    kept, profiles, turn, steps = [], [], 1, 0
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
