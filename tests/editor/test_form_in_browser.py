"""The form in a real browser, against a forge with real git behind it, and over the files on this computer."""

import re
import subprocess

import pytest
from communityplans.model.settings import Forge as ForgeSettings
from communityplans.text.diagnostic import has_errors
from communityplans.website.pipeline import examine

pytestmark = pytest.mark.browser
PLAN = "edit/#/collections/plans/entries/mill-quarter"
OLD, NEW = "    title: New crossing by the mill", "    title: New crossing by the mill, with lights"
# What the form says on the console that is none of ours: its own look at whether GitHub is well, which the page does not allow.
EXPECTED = re.compile(r"githubstatus|resident/plans|status of 404")


@pytest.fixture
def forge(council, tmp_path):
    """A forge with the council's files in it; and what settings say of it."""
    pytest.importorskip("graphql", reason="graphql-core is not installed")
    from forge import serve

    server, made, unknown = serve(council, tmp_path / "forge.git")
    made.settings = ForgeSettings(kind="github", url=f"http://127.0.0.1:{server.server_port}/council/plans", editor={"forks": True})
    yield made
    server.shutdown()
    server.server_close()
    assert unknown == []


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
    beside = page.locator(f"section[data-key-path^='{path.rpartition('.')[0]}.']")
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


def patch_lines(text: str) -> list[str]:
    """The lines of a change that came and went."""
    return [line for line in text.splitlines() if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def test_an_officer_proposes_one_line_on_a_phone(site, visit, forge, council, check_passes):
    seen = visit(site(forge.settings) + PLAN)
    sign_in(seen.page, "officer")
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("New crossing by the mill, with lights")
    save(seen.page)
    seen.page.get_by_role("button", name="Send for Review").click()
    seen.page.get_by_text("Success").first.wait_for()
    until(seen.page, lambda: forge.store.pulls and not forge.store.pulls[0]["draft"])
    [pull] = forge.store.pulls
    assert pull["repository"] == "council/plans"
    assert pull["labels"] == ["plans/pending_review"] or pull["labels"] == [{"name": "plans/pending_review"}]
    assert patch_lines(forge.store.changes(pull)) == [f"-{OLD}", f"+{NEW}"]
    assert check_passes(forge, pull)
    assert seen.outside == [] or all("githubstatus" in url for url in seen.outside)
    assert [said for said in seen.complaints if not EXPECTED.search(said)] == []


def test_a_resident_proposes_from_a_copy(site, visit, forge, check_passes):
    seen = visit(site(forge.settings) + PLAN)
    sign_in(seen.page, "resident")
    seen.page.get_by_role("button", name="Fork", exact=True).click()
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("New crossing by the mill, with lights")
    save(seen.page)
    seen.page.get_by_role("button", name="Send for Review").wait_for()
    assert forge.store.pulls == []
    seen.page.get_by_role("button", name="Send for Review").click()
    until(seen.page, lambda: forge.store.pulls)
    [pull] = forge.store.pulls
    assert pull["repository"] == "resident/plans"
    assert list(forge.store.branches("council/plans")) == ["main"]
    assert patch_lines(forge.store.changes(pull)) == [f"-{OLD}", f"+{NEW}"]
    assert check_passes(forge, pull)


def test_what_the_check_forbids_is_stopped_in_words(site, visit, forge):
    seen = visit(site(forge.settings) + PLAN)
    sign_in(seen.page, "officer")
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("")
    control(seen.page, "investments.0.due").fill("soon")
    save(seen.page)
    seen.page.wait_for_timeout(500)
    said = seen.page.inner_text("body")
    assert "cannot be read as a date" in said
    control(seen.page, "investments.0.due").fill("Summer 2027")
    save(seen.page)
    box = seen.page.get_by_role("dialog", name="Not saved yet")
    box.wait_for()
    assert "Title is missing here. What it is, in a few words." in box.inner_text()
    assert "Investment and improvements › 1 › Title" in box.inner_text()
    assert forge.store.pulls == [] and list(forge.store.branches("council/plans")) == ["main"]
    box.get_by_role("button", name="Back to the form").click()
    assert box.count() == 0


# A folder of the browser's own in the place of one that somebody would choose in a dialog.
OPFS = """
window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('council', { create: true });
for (const name of ['requestPermission', 'queryPermission']) FileSystemHandle.prototype[name] = async () => 'granted';
"""
PUT = """async files => {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('council', { create: true });
  await root.getDirectoryHandle('.git', { create: true });
  for (const [path, text] of Object.entries(files)) {
    const steps = path.split('/'), name = steps.pop();
    let folder = root;
    for (const step of steps) folder = await folder.getDirectoryHandle(step, { create: true });
    const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writing.write(text);
    await writing.close();
  }
}"""
TAKE = """async path => {
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('council');
  const steps = path.split('/'), name = steps.pop();
  for (const step of steps) folder = await folder.getDirectoryHandle(step);
  return (await (await folder.getFileHandle(name)).getFile()).text();
}"""


def test_the_files_on_this_computer(site, visit, council, today):
    seen = visit(site(None) + "edit/", scripts=(OPFS,), width=1280)
    files = {path.relative_to(council).as_posix(): path.read_text(encoding="utf-8") for path in council.rglob("*") if path.is_file() and ".git" not in path.parts}
    seen.page.evaluate(PUT, files)
    seen.page.get_by_role("button", name="Work with Local Repository").click()
    seen.page.get_by_text("Community plans", exact=True).first.wait_for()
    seen.page.goto(seen.url.split("#")[0] + "#/collections/plans/entries/mill-quarter")
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("New crossing by the mill, with lights")
    save(seen.page)
    until(seen.page, lambda: "with lights" in seen.page.evaluate(TAKE, "plans/mill-quarter.yml"))
    (council / "plans/mill-quarter.yml").write_text(seen.page.evaluate(TAKE, "plans/mill-quarter.yml"), encoding="utf-8")
    told = subprocess.run(["git", "-C", str(council), "diff", "--numstat"], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["1", "1", "plans/mill-quarter.yml"]
    assert not has_errors(examine(council, today).diagnostics)


def until(page, test, seconds: int = 20) -> None:
    """Wait for something that the browser does elsewhere."""
    for _ in range(seconds * 5):
        if test():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not happen")
