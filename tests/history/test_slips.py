"""What counts as a slip of the pen, and what says something else."""

import pytest
from communityplans.history.differing import differing
from communityplans.history.weigh import is_slip

LONG = ("The council and the residents of the hill will work on the path behind the school, with new lights and a wider pavement, so that children can walk there "
        "in winter, and the forum will look at it again in spring with the police and the traders of the market.")

SLIPS = [
    ("A crossing beside the school.", "A crosing beside the school."),
    ("A crossing beside the school.", "A crossing besides the school"),
    ("Work starts soon", "work starts soon."),
    ("Cuttys Lane", "Cutty's Lane"),
    ("The play ground", "The playground"),
    ("Residents recieve letters", "Residents receive letters"),
    ("Look at the the path", "Look at the path"),
    ("Repair path by school", "Repair the path by the school"),
    ("It costs £1,000.", "It costs £1000"),
    ("A trail of a week", "A trial of a week"),
    (LONG, LONG.replace("pavement", "pavment").replace("children", "childern")),
    (LONG, LONG.replace(", ", " ")),
]

OTHERS = [
    ("Due in 2026", "Due in 2027"),
    ("It costs £1.2m", "It costs £1.2k"),
    ("We will build it", "We may build it"),
    ("We will build it", "We will not build it"),
    ("Open on Mondays", "Closed on Mondays"),
    ("The east side", "The west side"),
    ("An affordable home", "An unaffordable home"),
    ("The bid was approved", "The bid was disapproved"),
    ("Seven homes", "Seventy homes"),
    ("A million pounds", "A billion pounds"),
    ("It is free", "It has a fee"),
    ("It could be done", "It would be done"),
    ("A library", "A crossing"),
    ("The Hill path", "The Mill path"),
    (LONG, LONG + " The library closes."),
    (LONG, LONG.replace("with new lights and a wider pavement, ", "")),
    (LONG, LONG.replace("residents", "traders")),
    ("", "Something"),
]


@pytest.mark.parametrize(("old", "new"), SLIPS)
def test_a_slip(old, new):
    assert is_slip(old, new) and is_slip(new, old)


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_says_something_else(old, new):
    assert not is_slip(old, new) and not is_slip(new, old)


def test_a_change_anywhere_in_a_long_text_is_seen():
    changed = LONG.replace("residents", "traders").replace("wider", "narrower").replace("spring", "autumn").replace("police", "army")
    said = differing(LONG, changed)
    assert said == ("“… council and the residents of the hill …” to “… council and the traders of the hill …”, "
                    "and from “… lights and a wider pavement, so that …” to “… lights and a narrower pavement, so that …”, "
                    "and from “… it again in spring with the police and the traders …” to “… it again in autumn with the army and the traders …”")
    assert "in 1 more place" in differing(LONG, changed.replace("market", "mall").replace("Council", "x"))


def test_words_that_differ_far_inside_are_not_cut_away():
    old, new = differing("a" * 120 + "b", "a" * 120 + "c").split(" to ")
    assert old != new
