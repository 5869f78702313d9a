"""The pictures of a guide page: from the name beside the guide to the address at which that very picture is published."""

from collections.abc import Mapping

from ..content.beside import beside
from ..content.documents import Document
from ..model.guide import Guide
from ..text.pictures import Picture
from ..text.shown import Place, Resolve


def pictures_for(document: Document[Guide], assets: Mapping[str, Picture], base: str) -> Resolve:
    """What shows the pictures of a guide on a page from which the way to the site's root is `base`.

    `assets` are those of the same content as the guide: a page of an old edition shows the pictures of that edition.
    """

    def resolve(name: str) -> Place | None:
        picture = assets.get(beside(document.source.path, name))
        return Place(base + picture.address, picture.width, picture.height) if picture else None

    return resolve
