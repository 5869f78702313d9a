"""The words of the made-up council: its areas, its people, and what is said in its plans; and its files that
are always the same.
"""

FIRST = (
    "Almond Ash Beech Birch Bramble Cedar Cherry Chestnut Clover Cowslip Elder Fern Gorse Hawthorn Hazel"
    " Heather Holly Ivy Juniper Larch Linden Maple Medlar Myrtle Oak Poplar Quince Rowan Sorrel Teasel"
    " Willow Yew"
).split()
SECOND = (
    "Bank Bridge Brook Bury Common Copse Corner Croft Dale Down End Farm Field Ford Gate Green Grove Heath"
    " Hill Hollow Holt Lane Lea Mead Mill Moor Park Ridge Rise Side Spring Wood"
).split()
THIRD = "North South East West Upper Lower Old New".split()

THINGS = (
    "play area",
    "footpath",
    "community garden",
    "cycle shelter",
    "bus stop",
    "street lights",
    "youth club",
    "repair cafe",
    "skate park",
    "allotments",
    "community hall",
    "crossing",
    "pond",
    "outdoor gym",
    "noticeboard",
    "lunch club",
    "orchard",
    "garages",
    "shop fronts",
    "car park",
)
PLACES = (
    "the park",
    "the school",
    "the parade of shops",
    "the station",
    "the library",
    "the health centre",
    "the green",
    "the church",
    "the underpass",
    "the playing field",
    "the old depot",
    "the flats",
)
WORKS = (
    "New",
    "Better",
    "Repairs to the",
    "Safer",
    "Cleaner",
    "More room for the",
    "Plans for the",
    "A second",
)
WHO = (
    "residents",
    "the ward councillors",
    "the school council",
    "the housing team",
    "the friends of the park",
    "the youth forum",
    "local traders",
    "the county council",
    "the tenants' group",
    "the community association",
)
DOES = (
    "agreed the design at a meeting in",
    "asked for money in",
    "walked the site in",
    "wrote to the council in",
    "chose the colours in",
    "held an open day in",
    "looked at three options in",
    "counted the traffic in",
    "put up posters in",
    "began the work in",
)
SAYS = (
    "The council pays for {thing} beside {place}.",
    "People said that {place} is dark after five o'clock.",
    "Work on {thing} starts when the money is there.",
    "{Who} will choose what it looks like.",
    "A contractor was named in {month}.",
    "Volunteers keep {place} tidy on Saturdays.",
    "Nobody may close the way to {place} while {thing} is built.",
    "{Who} meet every {count} weeks and say what comes next.",
    "It replaces what was there since {year}.",
    "The survey found {count} faults near {place}.",
    "Families with prams use it every day, more than {count} of them.",
)
MARKED = (
    "Ask at [the council's page](https://www.example.org/{slug}), or **come to a meeting** in {month}.",
    "There are *{count}* steps: first {place}, then **{thing}**.",
    "The drawings are in [paper {count}](https://www.example.org/papers/{count}).",
)
MONTHS = "January February March April May June July August September October November December".split()
PARTNERS = (
    "Example Housing Association",
    "Example County Council",
    "Friends of the Park",
    "Example Youth Forum",
    "Example Constabulary",
    "The Tenants' Group",
)
PUBLISHERS = (
    ("comet", "The Example Comet", "press"),
    ("council", "Example Borough Council", "council"),
    ("police", "Example Constabulary", "partner"),
    ("record", "Archive of the Example Record", "archive"),
)
STATUSES = (
    "complete in_progress in_progress planning scoping ongoing not_started unknown unknown unknown complete"
    " paused"
).split()
CATEGORIES = (
    "Play",
    "Safety",
    "Green space",
    "Housing",
    "Roads and paths",
    "Community centre",
    "Young people",
    "Health",
)
PRIORITIES = ("climate", "homes", "town-centre", "health", "safety")

MKDOCS = """\
site_name: Community plans
docs_dir: guides
site_dir: site
theme:
  name: material
  font: false
  language: en
plugins:
  - community-plans
"""

SETTINGS = """\
schema_version: 1
forge:
  kind: github
  url: https://git.example.org/council/plans
mailbox: plans@example.org
official_domains: [example.org]
official_numbers: ["01632 96"]
"""
