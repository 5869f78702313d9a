"""MkDocs plugin, kept thin: MkDocs supplies the theme and its static files, this program the pages."""

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

import fontpkg_public_sans
import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext

from ..build.clock import clock
from ..build.editor_files import forge_of, write_form
from ..build.output import OutputFiles, file_of
from ..build.page_shell import Shell, base_of, body_of, marks, named, place_of, surroundings, tidy, variables
from ..build.pipeline import Site, assets, language_of, site, zone_of
from ..build.runner import progressed
from ..i18n import translator_for, use_language
from ..site.page import Page
from ..site.render import template_cache
from ..source.diagnostic import has_errors
from ..source.diagnostic_formats import as_text, summary
from ..source.errors import UsageError
from ..source.files import FOLDERS
from .site_build import refuse_links, stamp

LOG = logging.getLogger("mkdocs.plugins.community-plans")
THEME = Path(__file__).parent.parent / "site" / "theme"
# The font is installed as a package and served from the site itself, so that no visitor's browser contacts a
# font service.
FONT = Path(fontpkg_public_sans.__file__).parent / "files" / "PublicSans[wght].ttf"


class Options(Config):
    """The options in mkdocs.yml. `each`: render every page with the theme, which is slower and gives the same
    bytes; a test uses it.
    """

    each = config_options.Type(bool, default=False)


class CommunityPlansPlugin(BasePlugin[Options]):
    """Puts the pages of a site into the theme.

    Its only state is the site of the current build (`prepared`, unless MkDocs was started by itself), and
    the files of the previous one (`written`).
    """

    prepared: Site | None = None
    written: OutputFiles | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember which command runs: `mkdocs serve` shows the draft."""
        self.command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Prepare the site and the theme.

        Raises:
            PluginError: The content has errors, or cannot be read.
        """
        root = Path(str(config.config_file_path)).parent
        try:
            refuse_links(root)
            self.site = self.prepared or site(
                root, today=clock(zone_of(root)), draft=getattr(self, "command", "build") == "serve"
            )
        except UsageError as refused:
            raise PluginError(str(refused)) from refused
        if has_errors(self.site.diagnostics):
            raise PluginError(
                f"\n{as_text(self.site.diagnostics, self.site.sources)}\n\n{summary(self.site.diagnostics)}."
                " Nothing was published."
            )
        settings = self.site.content.settings
        if settings and settings.model.url and not config.site_url:
            config.site_url = settings.model.url.rstrip("/") + "/"
        if str(THEME) not in config.theme.dirs:
            # Only where a council's mkdocs.yml names Material as its theme, and not ours.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        _list_quickly(config.theme)
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        self.language = language_of(self.site.content)
        with use_language(self.language):
            self.around = surroundings(self.site.showing, url=config.site_url)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Of all files, only the theme's assets that the pages use, and the font; and with `each`, one file
        for each page.
        """
        docs = Path(config.docs_dir)
        kept = [
            f
            for f in files
            if Path(f.src_dir or docs) != docs and f.src_uri.startswith("assets/") and not _unused(f.src_uri)
        ]
        kept.append(File.generated(config, "assets/public-sans.ttf", abs_src_path=str(FONT)))
        self.pages: dict[str, Page] = {}
        if self.config.each:
            for page in self.site.pages:
                if page.kind != "not-found":
                    file = File.generated(config, f"{page.address}index.md", content="")
                    self.pages[file.src_uri] = page
                    kept.append(file)
        return Files(kept)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme's template the values of our page as `cp`."""
        shown = self.pages[page.file.src_uri]
        with use_language(self.language):
            values: dict[str, Any] = {"cp": variables(shown, self.around, base_of(shown, self.around))}
        context.update(values)  # type: ignore[typeddict-item]  # A theme's context may have further names.
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tidy the HTML that the theme rendered."""
        return tidy(output, self.language)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Use our translations and template cache in the theme's templates."""
        self.env, self.files = env, files
        # The theme does not escape its values, so translations are not escaped here either.
        env.globals["_"] = translator_for(self.language)
        if len(config.plugins) == 1:
            # Another plugin may add filters or tests, on which the compiled templates would depend.
            env.bytecode_cache = template_cache(f"theme-{self.language}")

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages, the other files of the site, and the form."""
        shells: dict[tuple[Any, ...], Shell] = {}
        self.built = config
        output = Path(config.site_dir)
        for note in self.site.notes:
            LOG.info(note)
        written = self.written or OutputFiles(output)
        with use_language(self.language):
            for number, page in enumerate(self.site.pages):
                progressed("written", number, len(self.site.pages))
                if not self.config.each or page.kind == "not-found":
                    self._write(page, shells, written)
            progressed("written", len(self.site.pages), len(self.site.pages))
        for asset in assets(self.site, config.site_url):
            written.asset(asset)
        if self.site.form:
            write_form(output, self.site.content, forge_of(self.site.content), self.site.showing.editions)
        stamp(output)

    def _write(self, page: Page, shells: dict[tuple[Any, ...], Shell], written: OutputFiles) -> None:
        """Write a page in the shell of its place.

        Its body is read only if the old site does not have the same page.
        """
        place = place_of(page, self.around)
        base, values = place[0], named(page, self.around)
        if place not in shells:
            shells[place] = Shell(
                self.themed(variables(page, self.around, base) | marks(), base), self.language
            )
        shell = shells[place]
        written.put(
            file_of(page),
            lambda: shell.made_of(page, values, base),
            lambda: shell.fill(values | {"body": body_of(page, base)}).encode(),
        )

    def themed(self, values: dict[str, Any], base: str) -> str:
        """The theme's main.html, rendered with some values.

        Args:
            values: The values of our page, as `cp`.
            base: The relative address of the site's root, for example "../../".
        """
        context = get_context(Navigation([], []), self.files, self.built, base_url=base.rstrip("/") or ".")
        return self.env.get_template("main.html").render({**context, "cp": values})

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> None:
        """Have `mkdocs serve` watch the folders of the content."""
        root = Path(str(config.config_file_path)).parent
        for folder in FOLDERS:
            if (root / folder).is_dir():
                server.watch(str(root / folder))


def _list_quickly(theme: Theme) -> None:
    """Keep MkDocs from listing the theme's hidden folders, in which Material has 12,000 icons.

    MkDocs lists every file and then drops those. A template that names an icon still finds it.
    """
    get_env = theme.get_env

    def get_env_with_short_list() -> jinja2.Environment:
        env = get_env()
        # setattr, because a type checker rightly forbids to assign to a method; MkDocs has no hook for this.
        setattr(env.loader, "list_templates", partial(_listed, theme.dirs))  # noqa: B010
        return env

    setattr(theme, "get_env", get_env_with_short_list)  # noqa: B010 - As above.


def _listed(tops: list[str]) -> list[str]:
    found: set[str] = set()
    for top in tops:
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
    return sorted(found)


def _unused(path: str) -> bool:
    """Whether a file of the theme is one that none of our pages loads."""
    return path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/"))
