"""The configuration of the form at /edit/ (Sveltia CMS): the backend, the collections of files, and their
fields.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..content.documents import Content
from ..model.council import Council
from ..model.guide import Guide
from ..model.plan import FIVE_CONTENTS, Plan, PlanKind
from ..model.settings import Forge, ForgeKind
from ..rules.reference_rules import ELSEWHERE
from .form_controls import Choices, Form

# The prefix of the labels by which the editor finds proposals. A change would hide the open ones.
LABELS = "plans/"
PUBLIC = {ForgeKind.github: "github.com", ForgeKind.gitlab: "gitlab.com"}
FIRST = ("schema_version", "title", "summary", *FIVE_CONTENTS, "meetings", "you_said_we_did", "change_notes")
# The ids of all items of a plan, which the file format collects so that other fields can refer to them. The
# style sheet hides this list.
ITEMS = {
    "name": "items__",
    "label": "All items",
    "widget": "list",
    "required": False,
    "readonly": True,
    "preview": False,
    "field": {"name": "items__", "label": "Item", "widget": "string", "required": False},
}
NOBODY = Forge(kind=ForgeKind.github, url="https://github.com/local/local")


@dataclass(frozen=True)
class Host:
    """The addresses and the name that follow from the address of a repository."""

    forge: Forge

    @property
    def origin(self) -> str:
        """The origin of the forge, for example https://github.com."""
        parts = urlsplit(self.forge.url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def repository(self) -> str:
        """The path of the repository in the forge, for example council/plans."""
        return urlsplit(self.forge.url).path.strip("/").removesuffix(".git")

    @property
    def is_public(self) -> bool:
        """Whether it is github.com or gitlab.com, and not a server of the council's own."""
        return urlsplit(self.forge.url).netloc.lower() == PUBLIC[self.forge.kind]

    @property
    def answers_at(self) -> dict[str, str]:
        """The addresses of the APIs of a server of the council's own; empty for the public services."""
        if self.is_public:
            return {}
        version = "v3" if self.forge.kind is ForgeKind.github else "v4"
        return {"api_root": f"{self.origin}/api/{version}", "graphql_api_root": f"{self.origin}/api/graphql"}

    @property
    def origins(self) -> list[str]:
        """The origins that the form may send requests to."""
        if not self.is_public:
            return [self.origin]
        return ["https://api.github.com"] if self.forge.kind is ForgeKind.github else [self.origin]

    @property
    def pictures(self) -> list[str]:
        """The origins of the profile pictures of users."""
        return (
            ["https://avatars.githubusercontent.com"]
            if self.is_public and self.forge.kind is ForgeKind.github
            else [self.origin]
        )


def configuration(content: Content, forge: Forge | None) -> dict[str, Any]:
    """The whole configuration.

    Args:
        content: The content, for the choices in the form.
        forge: Where the form saves to; None for the files on this computer.
    """
    choices = _choices(content)
    settings = content.settings.model if content.settings else None
    place = content.council.model.place if content.council else ""
    collections: list[dict[str, Any]] = [
        {
            "name": "plans",
            "label": "Community plans",
            "label_singular": "Community plan",
            "folder": "plans",
            "extension": "yml",
            "format": "plans-yaml",
            # The council's own files stand in the same folder.
            "filter": {"field": "plan_kind", "value": [kind.value for kind in PlanKind]},
            "create": False,
            "delete": False,
            "publish": False,
            "identifier_field": "title",
            "summary": "{{title}}",
            # The address of a plan is its file's name. It changes with `plans` and a former name, never in
            # the form.
            "slug": {"template": "{{fields.area}}", "editable": False},
            "sortable_fields": ["title"],
            "fields": [*sorted(Form("plans", choices).controls(Plan), key=_place), ITEMS],
        },
    ]
    for folder in sorted({guide.slug.split("/")[0] for guide in content.guides}):
        body = {
            "name": "body",
            "label": "Text",
            "hint": "The text of the page, in Markdown.",
            "widget": "markdown",
            "modes": ["raw"],
        }
        collections.append(
            {
                "name": f"guides-{folder}",
                "label": f"Guide for {folder.replace('-', ' ')}",
                "label_singular": "Page",
                "folder": f"guides/{folder}",
                "extension": "md",
                "format": "guides-frontmatter",
                "create": True,
                "delete": False,
                "publish": False,
                "identifier_field": "title",
                "summary": "{{title}}",
                "slug": {"template": "{{title}}", "editable": ["create"]},
                "sortable_fields": ["order", "title"],
                "fields": [*Form(f"guides-{folder}", choices).controls(Guide), body],
            }
        )
    collections.append(
        {
            "name": "council",
            "label": "The council",
            "publish": False,
            "format": "council-yaml",
            "editor": {"preview": False},
            "files": [
                {
                    "name": "council",
                    "label": "Areas, wards and priorities",
                    "file": "plans/council.yml",
                    "format": "council-yaml",
                    "fields": Form("council", choices, "council").controls(Council),
                }
            ],
        }
    )
    return {
        "load_config_file": False,
        "app_title": f"Edit the community plans for {place}".removesuffix(" for "),
        "backend": backend(forge or NOBODY),
        **({"site_url": settings.url} if settings and settings.url else {}),
        "publish_mode": "editorial_workflow",
        "media_folder": "plans",
        "public_folder": "/plans",
        "show_preview_links": False,
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "collections": collections,
    }


def _place(control: dict[str, Any]) -> int:
    """The position of a control in the form of a plan: promises and changes first. The file has its own
    order.
    """
    name = control["name"].split("__")[0]
    return FIRST.index(name) if name in FIRST else len(FIRST)


def backend(forge: Forge) -> dict[str, Any]:
    """The backend of the configuration: where the form saves to, and how users sign in."""
    host, editor = Host(forge), forge.editor
    made: dict[str, Any] = {
        "name": forge.kind.value,
        "repo": host.repository,
        "branch": forge.branch,
        **host.answers_at,
        "cms_label_prefix": LABELS,
        "squash_merges": True,
        "commit_messages": {
            "create": "Add {{collection}} “{{slug}}”",
            "update": "Change {{collection}} “{{slug}}”",
        },
    }
    if forge.kind is ForgeKind.gitlab:
        sign_in = (
            {"auth_type": "pkce", "app_id": editor.application, "base_url": host.origin}
            if editor and editor.application
            else {}
        )
    else:
        sign_in = {"auth_scope": "public_repo"} | (
            {"base_url": editor.helper.rstrip("/")} if editor and editor.helper else {}
        )
        made |= {"open_authoring": bool(editor and editor.forks)}
    return made | sign_in | {"auth_methods": ["oauth", "token"] if "base_url" in sign_in else ["token"]}


def _choices(content: Content) -> Choices:
    """The choices from outside of the file: places and priorities of the council, and items of the plans."""
    council = content.council.model if content.council else None
    items = [
        (f"{plan.slug}/{id}", f"{plan.model.title}: {id}")
        for plan in content.plans
        for id in sorted(plan.lines)
    ]
    if council is None:
        return {ELSEWHERE: items}
    return {
        "ward": [(one.id, one.name) for one in council.wards],
        "area": [(one.id, one.name) for one in council.areas],
        "corporate priority": [(one.id, one.title) for one in council.corporate_priorities],
        ELSEWHERE: items,
    }
