"""The form in a real browser, against a forge with real git behind it, and over the files on this computer."""

import re
import subprocess

import pytest
from browsing import NEW, OLD, PLAN, control, open_item, patch_lines, save, sign_in, until

from communityplans.build.pipeline import examine
from communityplans.source.diagnostic import has_errors

pytestmark = pytest.mark.browser
# What the form says on the console that is none of ours: its own look at whether GitHub is well, which the
# page does not allow.
EXPECTED = re.compile(r"githubstatus|resident/plans|status of 404")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_page_says_what_signing_in_is_for_and_leads_back(site, visit, forge, council, width):
    settings = council / "plans/council-settings.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "mailbox: plans@example.org\n", encoding="utf-8"
    )
    home = site(forge.settings)
    seen = visit(home + "edit/", width=width)
    words = seen.page.locator(".signing-in")
    words.wait_for()
    assert "propose a change to a plan" in words.inner_text() and words.count() == 1
    assert words.get_by_role("link").evaluate_all("all => all.map(one => one.href)") == [
        "mailto:plans@example.org",
        home,
    ]
    button = seen.page.get_by_role("button", name="Sign In Using Access Token")
    # The words stand above the buttons, and a small window scrolls to both.
    assert words.bounding_box()["y"] + words.bounding_box()["height"] <= button.bounding_box()["y"]
    seen.page.set_viewport_size({"width": 320, "height": 256})
    for part in (seen.page.get_by_role("heading", level=1), button):
        part.scroll_into_view_if_needed()
        assert 0 <= part.bounding_box()["y"] < 256
    sign_in(seen.page, "officer")
    words.wait_for(state="detached")


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


def test_a_new_item_gets_its_name_and_the_rest_stays(site, visit, forge, check_passes):
    seen = visit(site(forge.settings) + PLAN, width=1280)
    sign_in(seen.page, "officer")
    part = seen.page.locator("section[data-key-path='projects']").first
    part.get_by_role("button", name="Add").last.click()
    control(seen.page, "projects.1.title").fill("Café by the lock")
    status = seen.page.locator("section[data-key-path='projects.1.status']").first
    status.get_by_role("combobox").click()
    seen.page.get_by_role("option", name="Future idea").click()
    # What it will look like stands beside the form, in the layout of the site.
    until(
        seen.page,
        lambda: any("Café by the lock" in frame.inner_text("body") for frame in seen.page.frames[1:]),
    )
    save(seen.page)
    until(seen.page, lambda: forge.store.pulls)
    [pull] = forge.store.pulls
    assert pull["draft"] is True
    assert patch_lines(forge.store.changes(pull)) == [
        "+  - id: cafe-by-the-lock",
        "+    title: Café by the lock",
        "+    status: proposed",
    ]
    assert check_passes(forge, pull)


def test_a_guide_is_edited_as_text(site, visit, forge):
    seen = visit(
        site(forge.settings) + "edit/#/collections/guides-councillors/entries/first-steps", width=1280
    )
    sign_in(seen.page, "officer")
    box = control(seen.page, "order")
    box.fill("2")
    save(seen.page)
    until(seen.page, lambda: forge.store.pulls)
    assert patch_lines(forge.store.changes(forge.store.pulls[0])) == [
        "-order: 1   # the first page",
        "+order: 2   # the first page",
    ]


def test_no_text_is_run_as_a_program_and_nobody_else_is_asked(site, visit, forge):
    seen = visit(site(forge.settings) + PLAN)
    sign_in(seen.page, "officer")
    seen.page.locator("section[data-key-path='title']").first.wait_for()
    refused = seen.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran ="
        ' eval("1")\'; document.head.append(script); return window.ran === undefined; }'
    )
    assert refused is True
    assert (
        seen.page.evaluate("() => fetch('https://example.org/').then(() => 'asked', () => 'refused')")
        == "refused"
    )
    assert [url for url in seen.outside if "githubstatus" not in url and url != "https://example.org/"] == []


# What axe finds in Sveltia's own list of files: parts that name a panel which is not drawn, and a bar without
# a name while it loads. In the form itself, and where people sign in, nothing is allowed.
ALLOWED = {"list": {"aria-valid-attr-value", "aria-progressbar-name"}}


@pytest.mark.parametrize("width", [390, 1280])
def test_axe(site, visit, forge, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = {}

    def look(where: str) -> None:
        seen.page.wait_for_timeout(500)
        until(seen.page, lambda: seen.page.get_by_role("progressbar").count() == 0)
        said = axe.Axe().run(seen.page, options=options).response["violations"]
        found[where] = [
            f"{one['id']}: {node['target'][-1]}"
            for one in said
            for node in one["nodes"]
            if one["id"] not in ALLOWED.get(where, ())
        ]

    seen = visit(site(forge.settings) + "edit/", width=width)
    seen.page.get_by_role("button", name="Sign In Using Access Token").wait_for()
    look("sign in")
    sign_in(seen.page, "officer")
    seen.page.get_by_text("Community plans").first.wait_for()
    seen.page.goto(seen.url.split("#")[0] + "#/collections/plans")
    seen.page.get_by_text("Mill Quarter").first.wait_for()
    look("list")
    seen.page.goto(seen.url.split("#")[0] + "#/collections/plans/entries/mill-quarter")
    open_item(seen.page, 0)
    look("editor")
    assert found == {"sign in": [], "list": [], "editor": []}


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
  // In the moment in which the browser puts a new text in the place of the old one, neither can be read.
  for (let again = 50; ; again--) {
    try {
      return await (await (await folder.getFileHandle(name)).getFile()).text();
    } catch (error) {
      if (!again || !['NotReadableError', 'NotFoundError'].includes(error.name)) throw error;
      await new Promise(done => setTimeout(done, 20));
    }
  }
}"""


def test_the_files_on_this_computer(site, visit, council, today):
    seen = visit(site(None) + "edit/", scripts=(OPFS,), width=1280)
    files = {
        path.relative_to(council).as_posix(): path.read_text(encoding="utf-8")
        for path in council.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    seen.page.evaluate(PUT, files)
    seen.page.get_by_role("button", name="Work with Local Repository").click()
    seen.page.get_by_text("Community plans", exact=True).first.wait_for()
    seen.page.goto(seen.url.split("#")[0] + "#/collections/plans/entries/mill-quarter")
    open_item(seen.page, 0)
    control(seen.page, "investments.0.title").fill("New crossing by the mill, with lights")
    save(seen.page)
    until(seen.page, lambda: "with lights" in seen.page.evaluate(TAKE, "plans/mill-quarter.yml"))
    (council / "plans/mill-quarter.yml").write_text(
        seen.page.evaluate(TAKE, "plans/mill-quarter.yml"), encoding="utf-8"
    )
    told = subprocess.run(
        ["git", "-C", str(council), "diff", "--numstat"], capture_output=True, text=True, check=True
    ).stdout
    assert told.split() == ["1", "1", "plans/mill-quarter.yml"]
    assert not has_errors(examine(council, today).diagnostics)
