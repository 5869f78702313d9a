"""Open data: each plan as JSON and CSV, as it stands now and as it stood in each edition; the council; the
schemas; and one index.

Another program starts at `data/index.json`, which names every file. A plan that did not change in an edition
has no second copy: the index names the file of the edition in which it did. The published types are those of
`schema/open_data_schema.py`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ..content.documents import Document
from ..content.load import COUNCIL
from ..editions.edition_list import PublishedEdition
from ..model.council import Council
from ..model.plan import Plan
from ..model.settings import Settings
from ..schema.open_data_schema import VERSIONS, schema_name, schema_of
from ..schema.table_columns import DICTIONARY, PROMISES, SHEETS
from .addresses import DATA
from .cache_keys import CacheKeys
from .csv_writer import sheet
from .money_data import money_files
from .page import SiteFile
from .place_index import as_json
from .plan_json import Values
from .render_context import RenderContext
from .tasks import Task, task_key
from .tracker_files import table_jobs

CURRENT = "current"
NO_LICENCE = "The council has not said on what terms these words may be used again. Ask it before you do."


def data_jobs(showing: RenderContext, today: date, keys: CacheKeys) -> Iterator[Task]:
    """The tasks for every file below data/: for each plan one for its current version, and one for each
    edition that changed it.
    """
    writer = _Writer(showing)
    now = None if showing.draft else showing.edition
    yield Task("schemas", task_key("schemas"), schema_files)
    yield Task("council data", "", writer.council, (CURRENT, showing.content.council, now))
    for plan in showing.content.plans:
        yield Task(
            "plan data", keys.of(plan, "data"), writer.plan, (CURRENT, plan, f"plans/{plan.slug}/", now)
        )
    editions: list[dict[str, Any]] = []
    known: dict[tuple[str, str], str] = {}
    for edition in showing.editions:
        jobs, listed = writer.edition(edition, known, keys)
        yield from jobs
        editions.insert(0, listed)
    yield Task("data index", "", data_index, (showing, today, writer, editions))


def schema_files() -> list[SiteFile]:
    """The JSON Schema of each published kind."""
    return [SiteFile(f"{DATA}schemas/{schema_name(kind)}", as_json(schema_of(kind))) for kind in VERSIONS]


def data_index(
    showing: RenderContext, today: date, writer: "_Writer", editions: list[dict[str, Any]]
) -> list[SiteFile]:
    """The index of all data files, and the data dictionary of the tables."""
    council = showing.content.required_council
    index = writer.head("index", "", None if showing.draft else showing.edition) | {
        "made_on": today.isoformat(),
        "place": council.place,
        "website": council.website,
        "site": writer.settings.url,
        "schemas": {kind: f"schemas/{schema_name(kind)}" for kind in VERSIONS},
        "tables": [{"title": title, "csv": f"../{address}"} for _, title, address, _ in SHEETS if address],
        "current": writer.listed(
            CURRENT,
            None,
            None if showing.draft else showing.edition,
            True,
            [(plan, f"plans/{plan.slug}/", CURRENT) for plan in showing.content.plans],
        ),
        "editions": editions,
    }
    return [SiteFile(f"{DATA}index.json", as_json(index)), SiteFile(f"{DATA}columns.csv", _dictionary())]


class _Writer:
    """Writes the data files of a site, with the metadata that they share."""

    def __init__(self, showing: RenderContext):
        self.settings = (
            showing.content.settings.model if showing.content.settings else Settings(schema_version=1)
        )
        self.publisher = showing.content.publisher
        self.notice = showing.content.notice or None

    def head(self, kind: str, up: str, edition: PublishedEdition | None) -> dict[str, Any]:
        """The metadata of a file. `up` is the relative address of the data folder."""
        licence = self.settings.licence
        return {
            "$schema": f"{up}schemas/{schema_name(kind)}",
            "kind": kind,
            "version": VERSIONS[kind],
            "publisher": self.publisher,
            "notice": self.notice,
            "licence": {"name": licence.name, "url": licence.url} if licence else None,
            "licence_note": None if licence else NO_LICENCE,
            "edition": _note(edition),
        }

    def edition(
        self, edition: PublishedEdition, known: dict[tuple[str, str], str], keys: CacheKeys
    ) -> tuple[list[Task], dict[str, Any]]:
        """The tasks for the documents that an edition changed, and the edition's entry in the index.

        Args:
            edition: The edition.
            known: The edition in which each text (path and blob id) first appeared; the new ones are added.
            keys: Gives the keys of the tasks.
        """
        jobs: list[Task] = []
        plans: list[tuple[Document[Any], str, str]] = []
        for path, blob in edition.manifest.items():
            document = edition.content.council if path == COUNCIL else edition.by_path.get(path)
            if document is None or not path.startswith("plans/"):
                continue
            folder = known.get((path, blob))
            if folder is None:
                folder = known[path, blob] = edition.id
                key = keys.then(document, edition, "data")
                if path == COUNCIL:
                    jobs.append(Task("council data", key, self.council, (folder, document, edition)))
                else:
                    page = f"plans/{document.slug}/{edition.id}/"
                    jobs.append(Task("plan data", key, self.plan, (folder, document, page, edition)))
            if path != COUNCIL:
                plans.append((document, f"plans/{document.slug}/{folder}/", folder))
        council = known.get((COUNCIL, edition.manifest.get(COUNCIL, "")), "")
        return jobs, self.listed(edition.id, edition.model.title, edition, bool(council), plans, council)

    def listed(
        self,
        name: str,
        title: str | None,
        edition: PublishedEdition | None,
        council: bool,
        plans: Iterable[tuple[Document[Plan], str, str]],
        folder: str = "",
    ) -> dict[str, Any]:
        """The entry of an edition, or of the current state, in the index: each plan with its page and the
        folder of its files.
        """
        return {
            "name": name,
            "title": title,
            "edition": _note(edition),
            "council": f"{folder or name}/council.json" if council else None,
            "plans": [
                {
                    "id": plan.slug,
                    "title": plan.top("title"),
                    "area": plan.top("area"),
                    "page": page,
                    "json": f"{where}/{plan.slug}.json",
                    "csv": f"{where}/{plan.slug}.csv",
                }
                for plan, page, where in plans
            ],
        }

    def plan(
        self, folder: str, document: Document[Plan], page: str, edition: PublishedEdition | None
    ) -> list[SiteFile]:
        """A plan as JSON, and its promises as CSV."""
        values = Values()
        plan = values.plan(document.slug, document.model, page, "/plan")
        data = self.head("plan", "../", edition) | {"plan": plan, "gaps": values.gaps}
        return [
            SiteFile(f"{DATA}{folder}/{document.slug}.json", as_json(data)),
            SiteFile(
                f"{DATA}{folder}/{document.slug}.csv", sheet(PROMISES, _promises(plan["items"], values.gaps))
            ),
        ]

    def council(
        self, folder: str, document: Document[Council], edition: PublishedEdition | None
    ) -> list[SiteFile]:
        """The council as JSON."""
        values = Values()
        data = self.head("council", "../", edition) | {
            "council": values.group(document.model, "/council"),
            "gaps": values.gaps,
        }
        return [SiteFile(f"{DATA}{folder}/council.json", as_json(data))]


def _note(edition: PublishedEdition | None) -> dict[str, Any] | None:
    return (
        {
            "id": edition.id,
            "day": edition.day.isoformat(),
            "compiled": edition.compiled and edition.compiled.isoformat(),
        }
        if edition
        else None
    )


def _promises(items: list[dict[str, Any]], gaps: list[dict[str, Any]]) -> Iterator[list[object]]:
    """The cells of each promise, from its JSON, so that both have the same content."""
    missing: dict[str, list[str]] = {}
    for gap in gaps:
        _, _, name, *rest = gap["path"].split("/")
        if name == "items" and rest:
            missing.setdefault(rest[0], []).append(".".join(part for part in rest[1:] if not part.isdigit()))
    for number, one in enumerate(items):
        lead, due, cost = (one[name] or {} for name in ("lead", "due", "cost"))
        yield [
            one["reference"].partition("/")[0],
            one["id"],
            one["reference"],
            one["kind"],
            one["issue"],
            one["title"],
            one["description"],
            one["theme"],
            one["category"],
            one["status"],
            one["status_label"],
            _words(one["status_date"]),
            one["status_note"],
            _words(one["start"]),
            due.get("words"),
            due.get("earliest"),
            due.get("latest"),
            _words(one["completed"]),
            lead.get("post"),
            lead.get("name"),
            lead.get("organisation"),
            cost.get("words"),
            cost.get("least"),
            cost.get("most"),
            one["place"],
            " ".join(one["wards"]),
            " ".join(one["outcomes"]),
            " ".join(one["sources"]),
            " ".join(missing.get(str(number), ())),
            _words(one["as_of"]),
        ]


def _words(value: dict[str, Any] | None) -> str | None:
    return value["words"] if value else None


def _dictionary() -> bytes:
    """What each column of each table means, as a table."""
    return sheet(
        DICTIONARY,
        [(name, column.name, column.meaning) for name, _, _, columns in SHEETS for column in columns],
    )


# The tasks for the data files about all areas: progress, money, and open data.


def view_jobs(showing: RenderContext, today: date, keys: CacheKeys) -> Iterator[Task]:
    """The tasks for all of them, as of a day."""
    yield from table_jobs(showing, today)
    yield Task("money files", "", money_files, (showing.content,))
    yield from data_jobs(showing, today, keys)
