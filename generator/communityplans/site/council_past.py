"""The history of the council's own file in the editions: areas, wards, priorities, funds."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..editions.edition_list import PublishedEdition
from ..editions.reference_names import names_of
from ..model.settings import Withheld
from .change_summary import ChangeSummary, VersionPair, summarise_pairs
from .tasks import Run, run_now, task_key

# Where the page of an edition tells of them.
ANCHOR = "council"


@dataclass(frozen=True)
class CouncilStep:
    """An edition in which the council's file differs from the one before."""

    edition: PublishedEdition
    told: ChangeSummary

    @property
    def address(self) -> str:
        """Where it is told in full."""
        return f"editions/{self.edition.id}/#{ANCHOR}"


def council_steps(
    editions: tuple[PublishedEdition, ...], run: Run = run_now, places: Iterable[Withheld] = ()
) -> dict[str, CouncilStep]:
    """The changes of the council's file by the id of the edition; the first edition has none.

    Args:
        editions: The editions that are due, oldest first.
        run: Compares the texts, or takes the results from the store.
        places: The redactions.
    """
    taken = task_key([repr(place) for place in places])
    found: list[tuple[PublishedEdition, VersionPair]] = []
    before = None
    for edition in editions:
        now = edition.content.council
        if now is None:
            continue
        if before is not None and before[1].text_id != now.text_id:
            plans = [(plan.slug, plan.top("title")) for plan in edition.content.plans]
            found.append(
                (
                    edition,
                    VersionPair(
                        before[1],
                        now,
                        (taken, before[0].id, edition.id),
                        (names_of(None, before[1]), names_of(None, now, plans)),
                    ),
                )
            )
        before = edition, now
    told = summarise_pairs([pair for _, pair in found], run)
    return {
        edition.id: CouncilStep(edition, said)
        for (edition, _), said in zip(found, told, strict=True)
        if said.groups
    }
