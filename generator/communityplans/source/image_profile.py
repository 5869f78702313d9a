"""The colour profile of a picture, with its numbers and without its words: pictures keep their colours, and
tell nothing else.
"""

import struct

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
