"""Load: every file becomes a typed document or diagnostics, never half of each; one bad file does not hide
the others.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from pydantic import BaseModel, ValidationError

from ..model.council import Council
from ..model.edition import Edition
from ..model.guide import Guide
from ..model.plan import Plan
from ..model.report import Report
from ..model.settings import Settings
from ..model.suggestion import Suggestion
from ..source.diagnostic import Diagnostic, Position, Severity, has_errors
from ..source.files import STREETS, PictureFile, SourceFile
from ..source.gc_pause import gc_paused
from ..source.images import Picture, prepare_image
from ..source.markdown import front_matter
from ..source.yaml import Loaded
from ..source.yaml import load as load_yaml
from .documents import Content, Document
from .messages import explain_validation_error, not_a_group
from .migrations import migrate
from .street_list import read_streets

COUNCIL = "plans/council.yml"
SETTINGS = "plans/council-settings.yml"
EDITIONS = "plans/editions/"
SUGGESTIONS = "suggestions/"
REPORTS = "reports/"
# The name of an edition: its day, and its number where it is not the first of that day.
NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-([2-9]|[1-9]\d))?\Z")


def _is_edition_name(slug: str) -> bool:
    """Whether a file of an edition is named after a day that there is."""
    found = NAME.match(slug)
    try:
        return found is not None and date.fromisoformat(found[1]) is not None
    except ValueError:
        return False


# Reads one text. Whoever has read it before may know what is in it.
Read = Callable[[SourceFile], Loaded]


@gc_paused()
def load(
    files: Sequence[SourceFile | PictureFile], unread: Iterable[str] = (), read: Read = load_yaml
) -> tuple[Content, list[Diagnostic]]:
    """Read the content files: the typed documents, and what is wrong with the files that are not among them.

    `unread` names files that are there and could not be read as text; nobody needs to be told that they are
    missing.
    """
    content, diagnostics = load_files(files, read)
    content = replace(content, unread=content.unread.union(unread))
    paths = {file.path for file in files} | set(unread)
    if COUNCIL not in paths:
        diagnostics.append(
            Diagnostic(
                Position(COUNCIL),
                "missing-file",
                "There is no file plans/council.yml, which names the areas and wards.",
                "Write it; the reference on the site says what goes in.",
            )
        )
    if not any(
        p.startswith("plans/") and p.endswith(".yml") and not p.startswith(("plans/council", EDITIONS))
        for p in paths
    ):
        diagnostics.append(
            Diagnostic(Position("plans"), "no-plans", "There is no plan here.", "Start one: plans new AREA")
        )
    return content, diagnostics


def load_files(
    files: Sequence[SourceFile | PictureFile], read: Read = load_yaml
) -> tuple[Content, list[Diagnostic]]:
    """Like `load`, for some files on their own: nothing is said of what should stand beside them."""
    diagnostics: list[Diagnostic] = []
    council = settings = streets = None
    plans: list[Document] = []
    guides: list[Document] = []
    editions: list[Document] = []
    suggestions: list[Document] = []
    reports: list[Document] = []
    pictures: dict[str, Picture] = {}
    for file in files:
        if isinstance(file, PictureFile):
            pictures |= {picture.path: picture for picture in _picture(file, diagnostics)}
        elif file.path == COUNCIL:
            council = _document(file, Council, diagnostics, read)
        elif file.path == SETTINGS:
            settings = _document(file, Settings, diagnostics, read)
        elif file.path == STREETS:
            streets = read_streets(file, diagnostics)
        elif file.path.startswith("guides/"):
            if file.path.endswith(".md") and file.path.count("/") == 2:
                guides += _some(
                    _headed(file, Guide, f"{file.path.split('/')[1]}/{file.slug}", diagnostics, read)
                )
            else:
                diagnostics.append(
                    Diagnostic(
                        Position(file.path),
                        "file-kind",
                        "A guide is a .md file in a folder named after its readers.",
                        "Move it, for example to guides/councillors/your-role.md",
                    )
                )
        elif file.path.startswith(EDITIONS):
            if _is_edition_name(file.slug):
                editions += _some(_document(file, Edition, diagnostics, read))
            else:
                diagnostics.append(
                    Diagnostic(
                        Position(file.path),
                        "file-name",
                        "An edition is named after its day, for example 2026-11-22.yml; a second one that day"
                        " 2026-11-22-2.yml.",
                        "Rename it, or let plans publish write it.",
                    )
                )
        elif file.path.startswith(SUGGESTIONS):
            if file.path.count("/") == 1:
                suggestions += _some(_document(file, Suggestion, diagnostics, read))
            else:
                diagnostics.append(
                    Diagnostic(
                        Position(file.path),
                        "file-kind",
                        "Suggestions stand in the folder suggestions/ itself.",
                        f"Move it: suggestions/{file.path.rsplit('/', 1)[-1]}",
                    )
                )
        elif file.path.startswith(REPORTS):
            if file.path.endswith(".md") and file.path.count("/") == 1:
                reports += _some(_headed(file, Report, file.slug, diagnostics, read))
            else:
                diagnostics.append(
                    Diagnostic(
                        Position(file.path),
                        "file-kind",
                        "Reports are .md files in the folder reports/ itself.",
                        f"Move it: reports/{file.slug}.md",
                    )
                )
        elif file.path.count("/") > 1:
            diagnostics.append(
                Diagnostic(
                    Position(file.path),
                    "file-kind",
                    "Plans stand in the folder plans/ itself.",
                    f"Move it: plans/{file.path.rsplit('/', 1)[-1]}",
                )
            )
        elif file.slug.startswith("council"):
            diagnostics.append(
                Diagnostic(
                    Position(file.path),
                    "file-name",
                    "A plan's name cannot begin with council.",
                    "Name the file after the area.",
                )
            )
        else:
            plans += _some(_document(file, Plan, diagnostics, read))
    content = Content(
        council,
        settings,
        tuple(plans),
        tuple(guides),
        tuple(editions),
        streets,
        tuple(suggestions),
        pictures,
        tuple(reports),
    )
    read_now = {document.source.path for document in content.documents} | pictures.keys()
    return replace(content, unread=frozenset(file.path for file in files) - read_now), diagnostics


def kind_of(path: str) -> type[BaseModel]:
    """What a content file holds, by where it stands."""
    return {COUNCIL: Council, SETTINGS: Settings}.get(path) or (
        Edition
        if path.startswith(EDITIONS)
        else (
            Guide
            if path.startswith("guides/")
            else Report
            if path.startswith(REPORTS)
            else Suggestion
            if path.startswith(SUGGESTIONS)
            else Plan
        )
    )


def _some(document: Document | None) -> list[Document]:
    return [document] if document else []


def _picture(file: PictureFile, diagnostics: list[Diagnostic]) -> list[Picture]:
    picture, problem = prepare_image(file)
    if file.path.startswith(EDITIONS):
        picture, problem = (
            None,
            Diagnostic(
                Position(file.path),
                "file-kind",
                "Only editions stand in plans/editions/.",
                "Move the picture beside the guide that shows it.",
            ),
        )
    diagnostics += [problem] if problem else []
    return [picture] if picture else []


def _headed(
    file: SourceFile, model: type[BaseModel], slug: str, diagnostics: list[Diagnostic], read: Read
) -> Document | None:
    """A text with its fields above it: a guide or a report."""
    fields, body, line = front_matter(file)
    if fields is None:
        what = model.__name__.lower()
        diagnostics.append(
            Diagnostic(
                Position(file.path),
                "no-fields",
                f"A {what} starts with its fields, between two lines of three dashes.",
                f"Copy the first lines of another {what}.",
            )
        )
        return None
    document = _document(fields, model, diagnostics, read)
    return Document(slug, document.model, fields, document.lines, body, line) if document else None


def _document(
    file: SourceFile, model: type[BaseModel], diagnostics: list[Diagnostic], read: Read
) -> Document | None:
    loaded = read(file)
    diagnostics += loaded.diagnostics
    if loaded.value is None and has_errors(loaded.diagnostics):
        return None
    if type(loaded.value) is not dict:
        diagnostics.append(not_a_group(file, loaded.value))
        return None
    older = migrate(model, loaded.value)
    if older:
        diagnostics.append(
            Diagnostic(
                Position(file.path),
                "older-template",
                f"This file follows version {older[0]} of the template. It is read as version"
                f" {older[-1] + 1}.",
                "To bring the file up to date: plans migrate",
                Severity.note,
            )
        )
    try:
        value = model.__pydantic_validator__.validate_python(loaded.value)
    except ValidationError as error:
        diagnostics += explain_validation_error(file, model, error, loaded.value)
        return None
    return Document(file.slug, value, file, loaded.lines)
