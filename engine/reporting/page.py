"""A report as one HTML page that needs nothing else: no network, no script, no other file."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from ..._version import __version__
from ...dsl.zones import Calendar
from . import background, origins, sections
from .parts import Card, Section
from .rules import rule_groups
from .run import Figures

Told = Callable[[int, int], None]
"""Called with how many parts are made, and how many there are."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    title: str
    svg: Markup


def page_of(figures: Figures, told: Told = lambda _done, _all: None) -> str:
    """The page as text."""
    found = list(_sections(figures))
    cards = _cards(figures)
    drawn: dict[str, list[_Drawn]] = {}
    for number, section in enumerate(found):
        told(number, len(found))
        # Markup: what Matplotlib wrote, which has escaped every text in it.
        drawn[section.id] = [_Drawn(chart.title, Markup(chart.draw())) for chart in section.charts]
    told(len(found), len(found))
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    here = files("leadwright.engine.reporting")
    template = environment.from_string(here.joinpath("report.html.jinja").read_text("utf-8"))
    calendar = Calendar(figures.model.timezone)
    page = template.render(
        title=figures.settings.title or figures.model.name or "Leads",
        style=Markup(here.joinpath("report.css").read_text("utf-8")),
        first=_day(calendar, figures.simulation.first),
        last=_day(calendar, figures.simulation.last),
        zone=figures.model.timezone,
        leads=figures.simulation.known,
        cards=cards,
        sections=found,
        drawn=drawn,
        groups=list(rule_groups(figures.model)),
        version=__version__,
    )
    return page.replace(" %", "\u00a0%")


def _day(calendar: Calendar, at: int) -> str:
    local = calendar.local(at)
    return f"{local.day} {local:%B %Y}"


def _cards(figures: Figures) -> list[Card]:
    cost = origins.cost_card(figures)
    return [*sections.cards(figures), *([cost] if cost is not None else [])]


def _sections(figures: Figures) -> list[Section]:
    found = (
        sections.funnel(figures),
        sections.mqls(figures),
        sections.conversion(figures),
        sections.customers(figures),
        sections.time_to_mql(figures),
        sections.responses(figures),
        origins.costs(figures),
        origins.sources(figures),
        origins.segments(figures),
        background.scores(figures),
        background.coverage(figures),
    )
    return [section for section in found if section is not None]
