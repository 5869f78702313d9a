"""Whatever is written: prose is safe, and two texts can be compared and what differs can be said.

The loader and the migrations: tests/content/test_property.py.

The short runs are part of `make test`; the long ones look at far more. What they found stands below as cases.
"""

import copy
from pathlib import Path
from random import Random

import pytest
from alive import alive
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payloads import WRAPS, payloads
from sites import parsed
from test_any_value_anywhere import COUNCIL, TEXT, Plain
from test_any_value_anywhere import yaml as yaml_
from test_property import arbitrary_bytes

from communityplans.content.load import load
from communityplans.editions.change_text import describe, describe_changes, grouped, summarise_changes
from communityplans.editions.compare import Kind, compare
from communityplans.source.files import SourceFile
from communityplans.source.markdown import ImageTarget, render_document_markdown, render_field_markdown

HOW = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True}
HOSTILE = [one.text for one in payloads()]
# Pieces of Markdown and of HTML, glued at random: more of these go deep into the engine than random signs do.
PIECES = st.one_of(
    st.sampled_from(
        [
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "!",
            "*",
            "**",
            "_",
            "__",
            "`",
            "```",
            "~~~",
            "#",
            "## ",
            "- ",
            "1. ",
            "> ",
            "    ",
            "\t",
            "\n",
            "\n\n",
            "|",
            "---",
            "===",
            ":",
            "::",
            "&",
            "&lt;",
            "&#60;",
            "&colon;",
            "\\",
            '"',
            "'",
            "=",
            " ",
            "://",
            "http",
            "javascript:",
            "data:",
            "mailto:",
            "a",
            "b c",
            "[a]: ",
            "[a]",
            "^",
            "[^a]",
            "{: ",
            "}",
            "{{",
            "on",
            "onclick=",
            "src",
            "href",
            "img",
            "svg",
            "script",
            "style",
            "x.png",
            "../a/",
            "#a",
            "é",
            "\u200d",
            "\x02",
            "\x03",
            "wzxhzdk:0",
            "klzzwxh:0000",
            "<!--",
            "-->",
            "<?",
            "<![CDATA[",
            "]]>",
            "<br>",
            "</p>",
            "www.",
            "@",
            "amp;",
        ]
    ),
    st.sampled_from(HOSTILE),
    st.text(max_size=6),
)
MARKDOWN = st.lists(PIECES, max_size=40).map("".join) | st.tuples(
    st.sampled_from(WRAPS), st.lists(PIECES, max_size=6).map("".join), st.text(max_size=4)
).map(lambda one: one[0].format(u=one[1], m=one[2]))
FULL = yaml_.safe_load(TEXT)


def picture(name: str) -> ImageTarget | None:
    return ImageTarget("../../pictures/" + "0" * 40 + ".png", 4, 4)


def prose_is_safe(text: str) -> None:
    for html in (
        render_field_markdown(text),
        render_document_markdown(text).html,
        render_document_markdown(text, picture).html,
    ):
        assert [what for one in parsed(str(html)).iter() for what in alive(one)] == [], html
        assert str(html).count("<!--") == 0


def read(value: dict):
    content, _ = load(
        [
            COUNCIL,
            SourceFile(
                "plans/a.yml", yaml_.dump(value, Dumper=Plain, sort_keys=False, allow_unicode=True, width=500)
            ),
        ]
    )
    return content.plans[0].model if content.plans else None


def spots(value, path=()):
    """Every place in a structure."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from spots(one, (*path, key))


def edited(value: dict, random: Random) -> dict:
    """A plan after a few changes such as people make: something taken out, put twice, moved, put in another
    place, or said otherwise.
    """
    value = copy.deepcopy(value)
    for _ in range(random.randint(1, 4)):
        places = list(spots(value))
        *path, key = random.choice(places)
        around = value
        for step in path:
            around = around[step]
        what = random.randrange(6)
        if what == 0:
            del around[key]
        elif isinstance(around, list) and what == 1:
            again = copy.deepcopy(around[key])
            if isinstance(again, dict) and "id" in again:
                again["id"] = f"again-{random.randint(1, 9)}"
            around.insert(random.randint(0, len(around)), again)
        elif isinstance(around, list) and what == 2:
            random.shuffle(around)
        elif isinstance(around[key], str):
            other = value
            for step in random.choice(places):
                other = other[step]
            around[key] = random.choice(
                [
                    other if isinstance(other, str) else "Other words",
                    around[key] + " 2",
                    random.choice(HOSTILE),
                    "2027-03-31",
                    "about 12000",
                    "complete",
                ]
            )
        elif what == 3:
            around[key] = {"not_published": "Nobody has said", "as_of": "2026-11-01"}
        elif what == 4:
            around[key] = {"none_reason": "None known", "as_of": "2026-11-01"}
    return value


def compared(random: Random) -> None:
    """Two plans that fit the template differ in changes that can all be said; one differs from itself in
    nothing, and the way back is as long.
    """
    first, second = edited(FULL, random), edited(FULL, random)
    old, new = read(first), read(second)
    if old is None or new is None:
        return
    assert compare(old, old) == [] == compare(new, new)
    there, back = compare(old, new), compare(new, old)
    for changes, model in ((there, new), (back, old)):
        for change in changes:
            said = describe(change)
            # What the content says itself is no word of Python.
            own = said.replace("None known", "")
            assert (
                said.strip()
                and said[-1] in ".!?”"
                and not any(sign in own for sign in ("None", "NotPublished", "none_reason", "datetime."))
            ), said
            assert isinstance(describe_changes(model, change), str)
        assert sum(len(group) for *_, group in grouped(changes)) == len(changes) and (
            summarise_changes(changes) or not changes
        )
    if not there:
        # Pydantic would warn of each date, which stands in the model as more than its field says.
        assert (
            old.model_dump(exclude_none=True, warnings=False)
            == new.model_dump(exclude_none=True, warnings=False)
            or [str(one) for one in back] == []
        )
    assert sum(c.kind is Kind.added for c in there) == sum(c.kind is Kind.removed for c in back)


# What is looked at, what with, and how often: in `make test`, and in the long run.
ALL = {
    "prose": (prose_is_safe, MARKDOWN, 100, 6000),
    "compare": (compared, st.integers(0, 2**32).map(Random), 50, 1500),
}


@pytest.mark.parametrize("name", ALL)
def test_it_holds_for_anything(name):
    looked_at, strategy, often, _ = ALL[name]
    settings(max_examples=often, **HOW)(given(strategy)(looked_at))()


@pytest.mark.long
@pytest.mark.parametrize("name", ALL)
def test_it_holds_for_anything_many_times(name):
    looked_at, strategy, _, often = ALL[name]
    settings(max_examples=often, **HOW)(given(strategy)(looked_at))()


@pytest.mark.parametrize("text", HOSTILE[::61])
def test_prose_is_safe_for_payloads(text):
    prose_is_safe(text)


@pytest.mark.long
def test_prose_is_safe_for_all_payloads_in_every_wrap():
    for n, text in enumerate(HOSTILE):
        prose_is_safe(text)
        prose_is_safe(WRAPS[n % len(WRAPS)].format(u=text, m=text))
        prose_is_safe(f"- {text}\n\n| {text} | {text} |\n|---|---|\n| {text} |\n\n## {text}")


def damaged(often: int):
    """A good plan with its bytes damaged in every way that a disk, a program or a hand may: always the same
    ones.
    """
    random, good = Random(6), (Path(__file__).parents[1] / "content/valid/small.yml").read_bytes()
    for n in range(often):
        text = bytearray(good)
        for _ in range(random.randint(1, 5)):
            at, length = random.randrange(len(text)), random.randint(1, 30)
            match random.randrange(6):
                case 0:
                    text[at] = random.randrange(256)
                case 1:
                    del text[at : at + length]
                case 2:
                    text[at:at] = random.choice(HOSTILE).encode("utf-8", "surrogatepass")
                case 3:
                    text[at:at] = text[at : at + length] * random.randint(1, 3)
                case 4:
                    text[at:at] = random.choice(
                        (
                            b"\n",
                            b"\t",
                            b": ",
                            b"- ",
                            b"&a ",
                            b"*a",
                            b"!!x ",
                            b"{",
                            b"]",
                            b"\r",
                            b"\x00",
                            b"\xff",
                            b"'",
                            b'"',
                            b"|",
                            b"#",
                            b"<<: ",
                            b"---\n",
                        )
                    )
                case 5:
                    del text[at:]
                    text += b" "
        yield bytes(text)


def test_a_damaged_file_is_a_plan_or_a_problem():
    for data in damaged(150):
        arbitrary_bytes(data)


@pytest.mark.long
@pytest.mark.counted
def test_a_damaged_file_is_a_plan_or_a_problem_many_times(count):
    tried = 0
    for data in damaged(5000):
        arbitrary_bytes(data)
        tried += 1
    for text in HOSTILE:
        arbitrary_bytes(text.encode("utf-8", "surrogatepass"))
        tried += 1
    count("yaml", tried=tried)


def test_enough_of_the_edited_plans_fit_the_template():
    """Otherwise nothing is compared."""
    random = Random(1)
    assert sum(read(edited(FULL, random)) is not None for _ in range(20)) > 6
