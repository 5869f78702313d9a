"""Pictures: whether an image file may be published, and what is published of it (threat T9).

Only PNG, JPEG and WebP that stand still, that are what their name says, and that are not too large. What is
published has the pixels of the file and none of its notes.
"""

import warnings
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, JpegImagePlugin

from .diagnostic import Diagnostic, Position
from .files import LFS_FIX, LIMIT_PICTURE, PictureFile, is_lfs_pointer
from .image_parsers import STRIP, AnimatedImage, StrippedImage, UnreadableImage

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

    def no(rule: str, message: str, fix: str):
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


def _how(image: Image.Image, kind: str, *, sideways: bool) -> dict:
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
