"""The template engine for the content of pages: escapes everything, refuses unknown names, never sees content as a template."""

from functools import cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from ..model.dates import say_day
from ..model.types import Part
from ..text.markdown import prose
from .card import actions, card, chain, lead
from .computed import computed, pictured
from .links import rebased
from .marks import MARKS
from .measure import measures
from .pictures import statuses
from .registers import register
from .show import Shown, View, none_known

_OURS = (View, Shown, Part)

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class _Environment(SandboxedEnvironment):
    """A sandbox that does not ask twice about views and models, which is most of what a page touches."""

    def getattr(self, obj, attribute):
        """As the sandbox does; at once for our own types and public names."""
        if isinstance(obj, _OURS) and attribute[0] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)


@cache
def _environment() -> SandboxedEnvironment:
    environment = _Environment(
        loader=PackageLoader("communityplans", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False, auto_reload=False,
    )
    environment.filters |= {"say_day": say_day, "none_known": none_known, "plural": plural, "prose": prose, "rebased": rebased}
    environment.globals |= {"MARKS": MARKS, "computed": computed, "money": pictured, "statuses": statuses, "measures": measures, "card": card, "actions": actions, "chain": chain, "lead": lead, "register": register}
    return environment


def plural(number: int, one: str, many: str = "") -> str:
    """ "one plan", "six plans", "12 plans": a number with its word."""
    said = _SMALL[number] if number < len(_SMALL) else f"{number:,}"
    return f"{said} {one if number == 1 else many or one + 's'}"


def render(template: str, **values) -> Markup:
    """The HTML of a content template (a name in `templates/`, without its ending)."""
    return Markup(_environment().get_template(f"{template}.jinja").render(**values))
