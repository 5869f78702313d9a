"""Atom feeds from the change notes: one for all areas, one for each plan. Following a plan needs no account."""

from datetime import UTC, datetime, time
from urllib.parse import urljoin

from feedgenerator import Atom1Feed
from markupsafe import escape

from ..model.dates import say_day
from ..pages.page import Asset
from ..pages.past import Past, Step
from ..pages.showing import Showing


def feeds(showing: Showing, pasts: dict[str, Past], place: str, url: str) -> list[Asset]:
    """The feeds of a site whose root is at `url`. Entries keep their ids for ever: the address of the edition they tell of."""
    titles = {plan.slug: plan.model.title for plan in showing.content.plans}
    steps = [(slug, step) for slug, past in pasts.items() for step in past.steps]
    everything = sorted(steps, key=lambda pair: (pair[1].edition.id, pair[0]), reverse=True)
    made = [_feed(f"Community plans for {place}: changes", "feeds/all.xml", "changes/", [(titles[slug], slug, step) for slug, step in everything[:100]], url)]
    for slug, past in pasts.items():
        made.append(_feed(f"{titles[slug]}: changes to the plan", f"feeds/{slug}.xml", f"plans/{slug}/", [(titles[slug], slug, s) for s in past.steps], url))
    return made


def _feed(title: str, address: str, page: str, entries: list[tuple[str, str, Step]], url: str) -> Asset:
    feed = Atom1Feed(title=title, link=urljoin(url, page), description=title, language="en-GB", feed_url=urljoin(url, address), feed_guid=urljoin(url, address))
    for name, slug, step in entries:
        dated = urljoin(url, f"plans/{slug}/{step.edition.id}/")
        when = datetime.combine(step.day, time(), UTC)
        feed.add_item(
            title=f"{name}: {step.short[:1].lower()}{step.short[1:]}", link=urljoin(url, f"plans/{slug}/history/#e-{step.edition.id}"),
            description=_said(step), unique_id=dated, pubdate=when, updateddate=when, author_name="",
        )
    return Asset(address, feed.writeString("utf-8").encode())


def _said(step: Step) -> str:
    """What changed, as HTML: the note for residents, then each change in a sentence."""
    rows = "".join(f"<li>{escape(sentence)}</li>" for _, _, these in step.groups for sentence, _, _ in these)
    compiled = step.edition.model.compiled
    put = f"<p>As it stood on {say_day(step.day)}; put together on {say_day(compiled)}.</p>" if compiled else ""
    return "".join(str(note) for note in step.notes) + (f"<ul>{rows}</ul>" if rows else "<p>First published.</p>") + put
