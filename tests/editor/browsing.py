"""What the browser tests do again and again, as somebody at a screen would do it."""

PLAN = "edit/#/collections/plans/entries/mill-quarter"
OLD, NEW = "    title: New crossing by the mill", "    title: New crossing by the mill, with lights"


def patch_lines(text: str) -> list[str]:
    """The lines of a change that came and went."""
    return [line for line in text.splitlines() if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def sign_in(page, name: str) -> None:
    """As people do who have an access token."""
    page.get_by_role("button", name="Sign In Using Access Token").click()
    box = page.get_by_role("alertdialog")
    box.get_by_role("textbox").fill(name)
    box.get_by_role("button", name="Sign In").click()


def open_item(page, number: int, part: str = "investments"):
    """Unfold a list, and one point of it."""
    part = page.locator(f"section[data-key-path='{part}']").first
    part.get_by_role("button", name="Expand", exact=True).first.click()
    point = part.get_by_role("button", name="Expand", exact=True).nth(number)
    point.click()
    return part


def control(page, path: str):
    """The box of a field."""
    section = page.locator(f"section[data-key-path='{path}']").first
    beside = page.locator(
        f"section[data-key-path^='{path.rpartition('.')[0]}.']" if "." in path else "section[data-key-path]"
    )
    # Fields are drawn as they come into view, one after the other.
    for _ in range(100):
        if section.count():
            break
        beside.last.scroll_into_view_if_needed()
        page.wait_for_timeout(100)
    section.scroll_into_view_if_needed()
    return section.locator("input, textarea").first


def save(page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def until(page, test, seconds: int = 20) -> None:
    """Wait for something that the browser does elsewhere."""
    for _ in range(seconds * 5):
        if test():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not happen")
