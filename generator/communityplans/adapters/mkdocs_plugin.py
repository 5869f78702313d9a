"""The thin adapter: MkDocs gives the theme and the static files, we give the pages."""

import logging
import os
from functools import partial
from pathlib import Path

import fontpkg_public_sans
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme

from ..build.clock import clock
from ..build.editor_files import forge_of, write_form
from ..build.output import OutputFiles, file_of
from ..build.page_shell import Shell, base_of, body_of, marks, named, place_of, surroundings, tidy, variables
from ..build.pipeline import Site, assets, language_of, site, zone_of
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
# The font comes from its own package at set-up and is served from here, so that no visitor's browser asks
# anybody else for it.
FONT = Path(fontpkg_public_sans.__file__).parent / "files" / "PublicSans[wght].ttf"


class Options(Config):
    """`each` has the theme render every page, which is slow and gives the same bytes: a test uses it."""

    each = config_options.Type(bool, default=False)


class CommunityPlansPlugin(BasePlugin[Options]):
    """Puts the pages of `site` into the theme.

    Its only state is the site of the build that is under way, and where it is written.
    """

    prepared: Site | None = None
    written: OutputFiles | None = None

    def on_startup(self, *, command, dirty):
        self.command = command

    def on_config(self, config):
        root = Path(config.config_file_path).parent
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
            # A council that names Material itself as its theme; one that names ours has it there already.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        _list_quickly(config.theme)
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        self.language = language_of(self.site.content)
        with use_language(self.language):
            self.around = surroundings(self.site.showing, url=config.site_url)
        return config

    def on_files(self, files: Files, config):
        docs = Path(config.docs_dir)
        kept = [
            f
            for f in files
            if Path(f.src_dir or docs) != docs and f.src_uri.startswith("assets/") and not _unused(f.src_uri)
        ]
        kept.append(File.generated(config, "assets/public-sans.ttf", abs_src_path=str(FONT)))
        self.pages = {}
        if self.config.each:
            for page in self.site.pages:
                if page.kind != "not-found":
                    file = File.generated(config, f"{page.address}index.md", content="")
                    self.pages[file.src_uri] = page
                    kept.append(file)
        return Files(kept)

    def on_page_context(self, context, page, config, nav):
        shown = self.pages[page.file.src_uri]
        with use_language(self.language):
            context["cp"] = variables(shown, self.around, base_of(shown, self.around))
        return context

    def on_post_page(self, output, page, config):
        return tidy(output, self.language)

    def on_env(self, env, config, files):
        self.env, self.files = env, files
        # The theme escapes nothing, and neither do the words of our own catalogue.
        env.globals["_"] = translator_for(self.language)
        if len(config.plugins) == 1:
            # Another plugin may have taught the theme's engine something; what the engine makes of a template
            # hangs on that.
            env.bytecode_cache = template_cache(f"theme-{self.language}")

    def on_post_build(self, config):
        shells: dict[tuple, Shell] = {}
        self.built = config
        output = Path(config.site_dir)
        for note in self.site.notes:
            LOG.info(note)
        written = self.written or OutputFiles(output)
        with use_language(self.language):
            for page in self.site.pages:
                if not self.config.each or page.kind == "not-found":
                    self._write(page, shells, written)
        for asset in assets(self.site, config.site_url):
            written.asset(asset)
        if self.site.form:
            write_form(output, self.site.content, forge_of(self.site.content), self.site.showing.editions)
        stamp(output)

    def _write(self, page: Page, shells: dict[tuple, Shell], written: OutputFiles) -> None:
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

    def themed(self, values: dict, base: str) -> str:
        """The theme's page round some values, for a place from which `base` leads to the root."""
        context = get_context(Navigation([], []), self.files, self.built, base_url=base.rstrip("/") or ".")
        return self.env.get_template("main.html").render(context | {"cp": values})

    def on_serve(self, server, config, builder):
        root = Path(config.config_file_path).parent
        for folder in FOLDERS:
            if (root / folder).is_dir():
                server.watch(str(root / folder))


def _list_quickly(theme: Theme) -> None:
    """MkDocs lists every file of a theme and leaves out those in hidden folders, in which Material has 12,000
    icons. Here they are not even listed.

    A template that names one still finds it.
    """
    get_env = theme.get_env

    def get_env_too():
        env = get_env()
        env.loader.list_templates = partial(_listed, theme.dirs)
        return env

    theme.get_env = get_env_too


def _listed(tops: list[str]) -> list[str]:
    found = set()
    for top in tops:
        for folder, folders, files in os.walk(top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
    return sorted(found)


def _unused(path: str) -> bool:
    """What the theme ships for scripts and styles that none of our pages asks for."""
    return path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/"))
