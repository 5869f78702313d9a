"""What counts as a slip of the pen, and what says something else."""

import pytest

from communityplans.editions.change_text import differing_excerpts
from communityplans.editions.typo_fix import is_typo_fix

LONG = (
    "The council and the residents of the hill will work on the path behind the school, with new lights and a"
    " wider pavement, so that children can walk there in winter, and the forum will look at it again in"
    " spring with the police and the traders of the market."
)

SLIPS = [
    ("A crossing beside the school.", "A crosing beside the school."),
    ("Work starts soon", "work starts soon."),
    ("Cuttys Lane", "Cutty's Lane"),
    ("The play ground", "The playground"),
    ("Residents recieve letters", "Residents receive letters"),
    ("Look at the the path", "Look at the path"),
    ("It costs £1,000.", "It costs £1000"),
    (LONG, LONG.replace("pavement", "pavment").replace("children", "childern")),
    (LONG, LONG.replace(", ", " ")),
]

# Each of these misspellings is a word in no list, or there is no other letter in the word.
SLIPS += [
    (f"We will look at the {wrong} in spring.", f"We will look at the {right} in spring.")
    for wrong, right in [
        ("libary", "library"),
        ("goverment", "government"),
        ("enviroment", "environment"),
        ("comunity", "community"),
        ("accomodation", "accommodation"),
        ("commitee", "committee"),
        ("maintainance", "maintenance"),
        ("residnets", "residents"),
        ("seperate", "separate"),
        ("buisness", "business"),
        ("neighborhod", "neighborhood"),
        ("playgruond", "playground"),
        ("begining", "beginning"),
        ("adress", "address"),
        ("grafitti", "graffiti"),
        ("tommorow", "tomorrow"),
        ("definately", "definitely"),
        ("recomendation", "recommendation"),
        ("resurfaceing", "resurfacing"),
        ("cemetary", "cemetery"),
        ("cyclepath", "cycle path"),
        ("cycle-path", "cycle path"),
        ("PLAYGROUND!", "PLAYGROUND"),
        ("play area,", "play area"),
        ("“play area”", "play area"),
        ("residents'", "residents"),
        ("council’s", "council's"),
        ("Play Area", "play area"),
        ("(path)", "path"),
        ("path path", "path"),
        ("path -", "path"),
        ("side walk", "sidewalk"),
        ("street  lamp", "street lamp"),
        ("street\nlamp", "street lamp"),
        ("cost of £12,000", "cost of £12000"),
    ]
]

OTHERS = [
    ("We will retain staff", "We will retrain staff"),
    ("Open on Tuesday", "Open on Thursday"),
    ("The charges for parking", "The changes for parking"),
    ("Planning of the trees", "Planting of the trees"),
    ("The warden is open", "The garden is open"),
    ("The path is no longer closed", "The path is longer closed"),
    ("A crossing beside the school.", "A crossing besides the school"),
    ("Repair path by school", "Repair the path by the school"),
    ("A trail of a week", "A trial of a week"),
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

# Both are words, or a number, a name, a sign or a negation: whoever reads one understands something else than
# whoever reads the other.
OTHERS += [
    (f"The council will look at the {old} in spring.", f"The council will look at the {new} in spring.")
    for old, new in [
        ("public house", "pubic house"),
        ("causal work", "casual work"),
        ("statue", "statute"),
        ("form", "from"),
        ("quiet lane", "quite lane"),
        ("diary", "dairy"),
        ("counsel", "council"),
        ("adopted road", "adapted road"),
        ("parking", "barking"),
        ("parking", "packing"),
        ("letter", "litter"),
        ("kerb", "herb"),
        ("kerbs", "herbs"),
        ("grit bin", "grid bin"),
        ("leased land", "released land"),
        ("removing", "moving"),
        ("consent", "content"),
        ("resigned", "re-signed"),
        ("paid staff", "unpaid staff"),
        ("homes", "home"),
        ("tree", "trees"),
        ("building", "buildings"),
        ("completed", "complete"),
        ("path", "bath"),
        ("colour", "collar"),
        ("organised walk", "organise walk"),
        ("storey", "story"),
        ("cheque", "check"),
        ("draught", "drought"),
        ("marina", "marine"),
        ("Marian Road", "Marion Road"),
        ("Smith Street", "Smyth Street"),
        ("Chells", "Chell"),
        ("Shephall", "Shepall"),
        ("Bedwell", "Bedwel"),
        ("fund of 1.5 million", "fund of 15 million"),
        ("10-20 homes", "1020 homes"),
        ("5pm", "6pm"),
        ("forty homes", "fourty homes"),
        ("50%", "50"),
        ("£50", "€50"),
        ("-£50", "£50"),
        ("two paths", "two path"),
        ("first bid", "second bid"),
        ("plan (not the bid)", "plan (the bid)"),
        ("bid, nto the plan", "bid, not the plan"),
        ("one that cant close", "one that can't close"),
        ("site we're shown", "site were shown"),
        ("IT plan", "it plan"),
        ("US plan", "us plan"),
        ("hall and/or path", "hall and or path"),
        ("path?", "path"),
        ("hall & path", "hall path"),
        ("may be", "maybe"),
        ("every day", "everyday"),
        ("recover", "re-cover"),
        ("with out", "without"),
        ("path now here", "path nowhere"),
        ("a path", "the path"),
        ("half the path", "half of the path"),
        ("path by May", "path by March"),
        ("east path", "west path"),
        ("path, by the hall", "path, to the hall"),
        ("page https://example.org/a", "page https://example.org/b"),
        ("desk@example.org", "desks@example.org"),
        ("grant of the bid", "bid of the grant"),
        ("hall, or path", "hall, and path"),
        ("able staff", "unable staff"),
        ("legal use", "illegal use"),
        ("formal use", "informal use"),
        ("Monday", "Munday"),
    ]
]
OTHERS += [
    ("No. More homes come.", "No more homes come."),
    ("It will not close", "It will now close"),
    ("It can close", "It cannot close"),
    ("The path will close never", "The path will never close"),
    ("All residents agree", "Small residents agree"),
    ("We cancel the work", "We can sell the work"),
]


@pytest.mark.parametrize(("old", "new"), SLIPS)
def test_a_slip(old, new):
    assert is_typo_fix(old, new) and is_typo_fix(new, old)


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_says_something_else(old, new):
    assert not is_typo_fix(old, new) and not is_typo_fix(new, old)


def test_a_change_anywhere_in_a_long_text_is_seen():
    changed = (
        LONG.replace("residents", "traders")
        .replace("wider", "narrower")
        .replace("spring", "autumn")
        .replace("police", "army")
    )
    said = differing_excerpts(LONG, changed)
    assert (
        said
        == "“… council and the residents of the hill …” to “… council and the traders of the hill …”, and"
        " from “… lights and a wider pavement, so that …” to “… lights and a narrower pavement, so that"
        " …”, and from “… it again in spring with the police and the traders …” to “… it again in autumn"
        " with the army and the traders …”"
    )
    assert "in 1 more place" in differing_excerpts(
        LONG, changed.replace("market", "mall").replace("Council", "x")
    )


def test_words_that_differ_far_inside_are_not_cut_away():
    old, new = differing_excerpts("a" * 120 + "b", "a" * 120 + "c").split(" to ")
    assert old != new


def test_there_are_enough_pairs_and_each_counts_both_ways():
    assert len(SLIPS) >= 40 and len(OTHERS) >= 80
    assert not set(SLIPS) & set(OTHERS)


@pytest.mark.parametrize(
    "word",
    "kerb organised organisation neighbourhoods colour programme centre travelled licence skatepark theatre"
    " defence cheque".split(),
)
def test_british_words_are_words(word):
    from communityplans.editions.typo_fix import _known

    assert _known(word)
