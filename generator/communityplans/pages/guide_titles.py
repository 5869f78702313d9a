"""What the guides are called: a folder of guides/ is named after those it is written for."""

TITLES = {"councillors": "Guide for councillors", "editors": "Guide for editors", "publishers": "Guide for publishers", "residents": "Guide for residents"}


def guide_title(slug: str) -> str:
    """The name of the guide that a page belongs to, from the page's or the folder's address."""
    folder = slug.split("/")[0]
    return TITLES.get(folder, f"Guide for {folder.replace('-', ' ')}")
