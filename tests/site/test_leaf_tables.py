"""A new leaf type needs a row in each table; nothing may fall through."""

import typing

import pytest
from sites import parsed, words

from communityplans.model import types
from communityplans.model.fields import iter_fields
from communityplans.model.tracked import Status
from communityplans.model.types import Leaf, NoneKnown, NotPublished
from communityplans.schema.field_reference import ASKS_FOR, FILES
from communityplans.site.field_html import FIELD_HTML
from communityplans.site.status_icons import LOOKS, MARKS


def leaf_names():
    """Every leaf that a field has, and every leaf that a field could have."""
    used = {
        spec.leaf.name
        for model in (*(m for _, m, _ in FILES), NotPublished, NoneKnown)
        for _, spec in iter_fields(model)
        if spec.leaf
    }
    declared = {
        note.name
        for hint in vars(types).values()
        if typing.get_origin(hint) is typing.Annotated
        for note in hint.__metadata__
        if isinstance(note, Leaf)
    }
    return sorted(used | declared)


@pytest.mark.parametrize("leaf", leaf_names())
def test_a_leaf_can_be_shown_and_asked_for(leaf):
    assert leaf in FIELD_HTML
    assert leaf in ASKS_FOR


def test_no_table_has_a_row_for_nothing():
    assert set(FIELD_HTML) | set(ASKS_FOR) <= set(leaf_names())


@pytest.mark.parametrize("status", Status)
def test_a_status_has_a_mark_and_words(status, council_pages):
    assert status in LOOKS
    picture = next(e for e in parsed(str(MARKS[status])).iter() if e.tag.endswith("svg"))
    assert picture.get("aria-hidden") == "true", "the words say it already"
    assert status.label in words(council_pages["reference/index.html"])


def test_statuses_that_differ_in_kind_look_different():
    looks = [
        LOOKS[s]
        for s in (
            Status.complete,
            Status.in_progress,
            Status.not_started,
            Status.proposed,
            Status.paused,
            Status.declined,
            Status.unknown,
        )
    ]
    assert len({shape for shape, _ in looks}) == len(looks), "colour must not be all that tells them apart"
