"""The tables that are printed: what each way cost, and how that stands to the aims."""

from dataclasses import dataclass

from .cost import middle
from .tools import BUILDERS, Costs

Costed = dict[str, dict]


def ways(title: str, plain: str, names: dict[str, str], done: dict[str, list[dict]]) -> str:
    """Ways of doing something in one process, and how many times as fast as the plain way each is."""
    found = {name: middle(costs) for name, costs in done.items()}
    lines = [
        f"**{title}**",
        "",
        "| way | CPU s | wall s | peak MB | times as fast (CPU) | (wall) |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    return "\n".join(
        lines
        + [
            f"| {words} | {_costs(found[name])} | {_times(found[plain], found[name])} |"
            for name, words in names.items()
        ]
    )


def builders(title: str, done: Costs, steps: dict[str, str], extra: dict[str, list[dict]]) -> str:
    """Builds, step by step, and how many times as fast as each kind of plain MkDocs; at the end what else was
    measured.
    """
    found = {key: middle(costs) for key, costs in done.items()}
    plain = [
        (words, found[name, "cold"])
        for name, words in (("mkdocs", "MkDocs, own menu"), ("short-menu", "MkDocs, short menu"))
        if (name, "cold") in found
    ]
    lines = [
        f"**{title}**",
        "",
        "| way | CPU s | wall s | peak MB | pages MB | CPU ms a page |"
        + "".join(f" {words}, CPU (wall) |" for words, _ in plain),
        "|---|--:|--:|--:|--:|--:|" + "--:|" * len(plain),
    ]
    for step, words in steps.items():
        for name, tool in BUILDERS.items():
            if one := found.get((name, step)):
                ratios = "".join(
                    f" {other['cpu'] / one['cpu']:.1f} ({other['wall'] / one['wall']:.1f}) |"
                    for _, other in plain
                )
                lines.append(
                    f"| {tool.words}: {words} | {_costs(one)} | {one['bytes'] / 1e6:.1f} |"
                    f" {1000 * one['cpu'] / one['pages']:.1f} |{ratios}"
                )
    return "\n".join(
        lines
        + [f"| {words} | {_costs(middle(costs))} | | |{' |' * len(plain)}" for words, costs in extra.items()]
    )


@dataclass(frozen=True)
class Aim:
    """A cost that should be at most some part of another.

    The keys name builder and step; `of` may be memory.
    """

    words: str
    ours: str
    other: tuple[str, str]
    most: float
    of: tuple[str, ...] = ("cpu", "wall")


def _aims_of(size: int) -> list[Aim]:
    """What the builds of so many plans should cost at most."""
    at_all = [
        Aim(
            "from nothing, beside plain MkDocs + Material, own menu, pruned", "cold", ("mkdocs", "cold"), 0.7
        ),
        Aim("from nothing, beside plain MkDocs + Material, short menu", "cold", ("short-menu", "cold"), 0.7),
        Aim("from nothing, beside Zensical", "cold", ("zensical", "cold"), 0.7),
    ]
    if size < 1_000:
        return at_all
    return [
        Aim(aim.words, aim.ours, aim.other, 1 / 8 if aim.other[0] == "zensical" else 1 / 10) for aim in at_all
    ] + [
        Aim("from nothing, beside Hugo", "cold", ("hugo", "cold"), 1.6),
        Aim("memory, beside Hugo", "cold", ("hugo", "cold"), 1, ("peak",)),
        Aim("nothing changed, beside Hugo", "again", ("hugo", "cold"), 1 / 5),
        Aim("one plan changed, beside Hugo", "changed", ("hugo", "cold"), 1 / 3),
    ]


PAST = [
    Aim("from nothing, beside plain MkDocs + Material, own menu, pruned", "cold", ("mkdocs", "cold"), 1 / 15),
    Aim("from nothing, beside plain MkDocs + Material, short menu", "cold", ("short-menu", "cold"), 1 / 15),
    Aim("one edition more, beside a site with one edition", "more", ("", "one"), 2),
    Aim("memory, beside a site with one edition", "cold", ("", "one"), 1.5, ("peak",)),
]


def build_aims(size: int, done: Costs, serve: list[dict]) -> str:
    """How builds stand to what they should cost, and `plans serve` to a build after the same change."""
    lines = _lines(_aims_of(size), done)
    if serve and ("plans", "changed") in done:
        one, other = middle(serve), middle(done["plans", "changed"])
        lines.append(
            "| `plans serve` after one change, beside a build after it | 2 | |"
            f" {one['cpu'] / other['cpu']:.2f} ({one['wall'] / other['wall']:.2f}) |"
        )
    return _aim_table(lines)


def past_aims(done: Costs) -> str:
    """The same for sites with a past."""
    return _aim_table(_lines(PAST, done))


def growth(small: tuple[int, Costs], large: tuple[int, Costs]) -> str:
    """How the CPU of a page grows from one size to another."""
    grown = []
    for name in ("pages", "plans"):
        one, other = (middle(done[name, "cold"]) for _, done in (small, large))
        grown.append(f"{(other['cpu'] / other['pages']) / (one['cpu'] / one['pages']):.2f}")
    return _aim_table(
        [
            f"| from nothing, CPU of a page, {large[0]:,} plans beside {small[0]:,} | 1.5 |"
            f" {' | '.join(grown)} |"
        ]
    )


def _lines(aims: list[Aim], done: Costs) -> list[str]:
    found = {key: middle(costs) for key, costs in done.items()}
    lines = []
    for aim in aims:
        cells = []
        for name in ("pages", "plans"):
            one, other = found.get((name, aim.ours)), found.get((aim.other[0] or name, aim.other[1]))
            cells.append(_parts(one, other, aim.of) if one and other else "")
        if any(cells):
            lines.append(f"| {aim.words} | {aim.most:.3g} | {' | '.join(cells)} |")
    return lines


def _parts(one: dict, other: dict, of: tuple[str, ...]) -> str:
    first, *more = (f"{one[name] / other[name]:.2f}" for name in of)
    return f"{first} ({more[0]})" if more else first


def _aim_table(lines: list[str]) -> str:
    return (
        "\n".join(
            [
                "| part of the other's cost: CPU (wall) | at most | pages alone | with all files |",
                "|---|--:|--:|--:|",
                *lines,
            ]
        )
        if lines
        else ""
    )


def _costs(one: dict) -> str:
    return f"{one['cpu']:.2f} | {one['wall']:.2f} | {one['peak'] / 1e6:.0f}"


def _times(plain: dict, one: dict) -> str:
    return f"{plain['cpu'] / one['cpu']:.1f} | {plain['wall'] / one['wall']:.1f}"
