"""Plans of old editions lie on the shelf until somebody asks for them; what they say is the same as if they
had been read at once.
"""

from contextlib import nullcontext
from datetime import date

import pytest

from communityplans.build import document_tasks
from communityplans.build.document_tasks import PlanHeadReader
from communityplans.build.runner import Runner
from communityplans.build.store import Store
from communityplans.content.documents import Document
from communityplans.content.load import load
from communityplans.editions import lazy_plans as shelves
from communityplans.editions.blob_store import open_blob_store
from communityplans.editions.edition_list import read_editions
from communityplans.editions.lazy_plans import HEAD, LazyPlan
from communityplans.editions.plan_renames import slugs_over_time
from communityplans.editions.redaction import redact_editions
from communityplans.model.plan import Plan
from communityplans.source.errors import UsageError
from communityplans.source.files import read_directory
from communityplans.source.yaml import load as load_yaml

HILL = "plans/hill.yml"
TODAY = date(2026, 11, 22)


@pytest.fixture
def four(place):
    """Four editions of Hill, the last one of a day to come, and a text that is not published.

    Hill has had another name.
    """
    place.edit(HILL, ("schema_version:", "formerly: [Old Hill]\nschema_version:"))
    for number, day in enumerate(("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-30"), 1):
        text = place.read(HILL)
        place.edit(
            HILL,
            (
                text[text.index("summary:") : text.index("plan_kind:")],
                f"summary: A new crossing, text {number}.\n",
            ),
            note=f"Text {number}",
            on=day,
        )
        place.commit(f"Text {number}")
        place.publish(f"Edition {number}", day=day)
    place.edit(HILL, ("text 4", "text 5"), note="Text 5")
    place.commit("Text 5")
    return place


class Asked:
    """Reads YAML, and knows what was read."""

    def __init__(self):
        self.paths, self.kept = [], 0

    def read(self, file):
        self.paths.append((file.path, file.blob))
        return load_yaml(file)


def editions(place, asked, folder):
    """The editions as a build reads them, with what could not be read and the content at hand; without a
    folder for what is kept, no plan is on the shelf.
    """
    reading = read_directory(place.root)
    content, _ = load([*reading.files, *reading.pictures])
    archive = open_blob_store(place.root, content.editions, [*reading.files, *reading.pictures])
    return (
        *read_editions(
            content.editions,
            archive.texts,
            TODAY,
            content,
            asked.read,
            PlanHeadReader(Runner(Store(folder))) if folder else None,
        ),
        content,
    )


def plans(found) -> list[Document[Plan]]:
    return [edition.by_path[HILL] for edition in found]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "heads"


@pytest.mark.parametrize("warm", [False, True])
def test_a_plan_on_the_shelf_says_what_it_always_said(four, folder, warm):
    if warm:
        editions(four, Asked(), folder)
    plain, none, _ = editions(four, Asked(), None)
    found, problems, _ = editions(four, Asked(), folder)
    assert problems == none
    for then, now in zip(plans(plain), plans(found), strict=True):
        assert {name: now.top(name) for name in HEAD} == {name: getattr(then.model, name) for name in HEAD}
        assert (
            now.slug,
            now.model,
            now.lines,
            now.source.path,
            now.source.slug,
            now.source.content,
            now.source.data,
            now.body,
            now.text_id,
            slugs_over_time(now),
        ) == (
            then.slug,
            then.model,
            then.lines,
            then.source.path,
            then.source.slug,
            then.source.content,
            then.source.data,
            then.body,
            then.text_id,
            slugs_over_time(then),
        )
        assert now.at(("summary",)) == then.at(("summary",))


def test_only_old_plans_lie_there_and_a_known_one_is_read_when_it_is_asked_for(four, folder):
    editions(four, Asked(), folder)
    asked = Asked()
    first, second, shown, coming = plans(editions(four, asked, folder)[0])
    # What the site shows and what the files at hand are compared with are asked for again and again.
    assert [type(one) for one in (first, second, shown, coming)] == [LazyPlan, LazyPlan, Document, Document]
    assert sorted(asked.paths) == sorted([(HILL, shown.source.blob), (HILL, coming.source.blob)])
    assert (first.top("title"), first.top("formerly")) == (
        "Hill",
        ("Old Hill",),
    ) and first.text_id == first.source.blob
    assert len(asked.paths) == 2
    assert (
        first.model.summary == "A new crossing, text 1."
        and first.lines
        and asked.paths[2:] == [(HILL, first.source.blob)]
    )


def test_so_many_stand_in_memory_and_no_more(four, folder):
    found = editions(four, Asked(), folder)[0]
    texts = {one.source.blob: one.source.data for one in plans(found)}
    asked = Asked()
    heads = PlanHeadReader(Runner(Store(folder)))
    keys = [(HILL, blob) for blob in texts]
    heads.prepare(keys, Bytes(texts))
    asked.paths.clear()
    shelf = shelves.PlanCache(Bytes(texts), asked.read, heads, most=1)
    one, other = (shelf.find(key) for key in keys[:2])
    assert [each.model.summary[-2] for each in (one, one, other, one)] == ["1", "1", "2", "1"]
    assert asked.paths == [keys[0], keys[1], keys[0]]


class Bytes(dict):
    """Texts by blob id, all of them at hand."""

    def bring(self, ids):
        return nullcontext()


def test_a_text_that_goes_away_meanwhile_is_said_in_a_sentence(four, folder):
    texts = Bytes({one.source.blob: one.source.data for one in plans(editions(four, Asked(), folder)[0])})
    asked = Asked()
    heads, key = PlanHeadReader(Runner(Store(folder))), (HILL, next(iter(texts)))
    heads.prepare([key], texts)
    plan = shelves.PlanCache(texts, asked.read, heads).find(key)
    texts.clear()
    with pytest.raises(UsageError, match="git does not give it any more"):
        plan.model


def test_what_was_taken_down_is_not_in_what_is_said_of_it(four, folder):
    editions(four, Asked(), folder)
    four.write(
        {
            "plans/council-settings.yml": (
                four.read("plans/council-settings.yml")
                + "withheld:\n  - {item: hill, field: summary, on: 2026-11-22, reason: A name}\n"
            )
        }
    )
    found, _, content = editions(four, Asked(), folder)
    masked = redact_editions(found, content.withheld, content)
    assert {one.top("summary") for one in plans(masked)} == {"Removed on 22 November 2026, because a name."}
    assert {edition.by_path["plans/mill.yml"].top("summary") for edition in masked} == {
        "A new crossing and safer streets."
    }


def test_a_text_that_is_gone_is_missed_even_where_it_is_known_what_it_said(four, folder):
    blob = plans(editions(four, Asked(), folder)[0])[0].source.blob
    (four.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert [one.rule for one in editions(four, Asked(), folder)[1]] == ["missing-blob"]


def test_a_damaged_note_of_it_is_no_note(four, folder):
    before = plans(editions(four, Asked(), folder)[0])
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"Hill", b"Hell"))
    asked = Asked()
    assert (
        [one.top("title") for one in plans(editions(four, asked, folder)[0])]
        == [one.top("title") for one in before]
        == ["Hill"] * 4
    )


def test_a_text_that_cannot_be_read_is_said_each_time(four, folder, monkeypatch):
    def broken(file):
        return load_yaml(type(file)(file.path, file.content.replace("summary:", "sumary:"), file.blob))

    monkeypatch.setattr(document_tasks, "load_yaml", broken)
    asked = Asked()
    monkeypatch.setattr(asked, "read", broken)
    said = [editions(four, asked, folder)[1] for _ in range(2)]
    assert said[0] == said[1] and {one.rule for one in said[0]} == {"old-text"}
