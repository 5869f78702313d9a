"""Resolves the pictures of a guide page: from the file name in the guide to the address of the published
picture.
"""

from collections.abc import Mapping

from ..content.documents import Document
from ..content.relative_paths import resolve_relative
from ..model.guide import Guide
from ..source.images import Picture
from ..source.markdown_images import ImageTarget, Resolve


def pictures_for(document: Document[Guide], assets: Mapping[str, Picture], base: str) -> Resolve:
    """A function that renders the pictures of a guide, for a page at depth `base`.

    `assets` are the pictures of the same content as the guide: a page of an old edition shows the pictures of
    that edition.
    """

    def resolve(name: str) -> ImageTarget | None:
        picture = assets.get(resolve_relative(document.source.path, name))
        return ImageTarget(base + picture.address, picture.width, picture.height) if picture else None

    return resolve
