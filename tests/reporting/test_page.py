"""The page: whole by itself, right in its words, and safe whatever the data says."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from leadwright.dsl.check import check
from leadwright.engine.project import Project
from leadwright.engine.reporting import figures_of
from leadwright.engine.reporting.page import page_of
from leadwright.engine.reporting.rules import rule_groups
from leadwright.engine.reporting.verdicts import conversion_verdict
from leadwright.engine.source import open_source
from small_history import END

RULES = """model "A <b>bold</b> model & $x$ %s" timezone "America/New_York"
lead
  source text
  created_at time
  budget number
event view
  topic text
event `call <i>`
event silent

group fit max 50
  when budget >= 10k add 12.5 as rich because "money & <power>"
  by budget as size
    below 5k add 1
    unknown subtract 2 because "who knows"
group interest resets on `call <i>`
  each view within 30d add 10 once per day fade 50% every 7d up to 40 as views
  latest view within 5d add 1% of budget
  when silent add 5 from 2026-01-01
stage MQL
  when score >= 10 because "<script>alert(1)</script>"
  route to "<u>queue</u>" within 1 business day met by `call <i>`
stage SQL after MQL holds until silent
  when `call <i>`
disqualify when source is "<bad>" because "<bad>"
segment "<em>big</em>" when budget > 5k
ignore view[topic is "x & y"] because "<noise>"
"""
LEADS = """lead_id,source,created_at,budget
a,<script>alert(2)</script>,2025-10-05T10:00:00Z,20000
b,"a ""b"" & c",2025-11-05T10:00:00Z,
c,$a_b$ ^x,2025-11-06T10:00:00Z,9000
"""
EVENTS = """lead_id,ts,type,topic
a,2025-10-07T10:00:00Z,view,t
a,2025-10-08T12:00:00Z,call <i>,
b,2025-11-20T10:00:00Z,view,t
b,2025-12-12T10:00:00Z,view,x & y
c,2025-11-20T10:00:00Z,view,t
"""


class Elements(HTMLParser):
    """The elements of a page, their attributes, and whether each ends."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "img", "br", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    here = tmp_path_factory.mktemp("page")
    for name, text in (("model.lead", RULES), ("leads.csv", LEADS), ("events.csv", EVENTS)):
        (here / name).write_text(text, encoding="utf-8")
    (here / "costs.csv").write_text("month,source,amount\n2025-11,<script>alert(2)</script>,100\n2025-10,,50\n")
    (here / "leadwright.toml").write_text(
        '[project]\nrules = "model.lead"\n[leads]\nsource = "leads.csv"\n[events]\nsource = "events.csv"\n'
        '[report]\ncosts = "costs.csv"\ncurrency = "€<"\n'
    )
    project = Project.find(here)
    assert project is not None
    model = check(project.rule_files(), here).model
    assert model is not None
    return page_of(figures_of(model, project, open_source(project), END))


def test_it_needs_nothing_else(page: str) -> None:
    assert "http" not in page and "//" not in page.replace("<!--", "")
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", page)
    elements = Elements()
    elements.feed(page)
    assert elements.open == [], "every element ends"
    tags = {tag for tag, _ in elements.found}
    assert not tags & {"script", "link", "img", "iframe", "object", "image", "foreignobject", "metadata"}
    assert "@import" not in page
    for _, attributes in elements.found:
        assert not any(name.startswith("on") for name in attributes)
        link = attributes.get("href") or attributes.get("src") or "#"
        assert link.startswith("#")
        if len(link) > 1:
            assert f'id="{link[1:]}"' in page, link


def test_names_are_escaped_wherever_they_come_from(page: str) -> None:
    for name in ("script>alert", "<bad>", "<u>queue", "<em>big", "<power>", "<noise>", "call <i>", "<b>bold"):
        assert name not in page.replace("&lt;", "[").replace("&gt;", "]")
    elements = Elements()
    elements.feed(page)
    text = "".join(elements.texts)
    for name in ("<script>alert(1)", "<script>alert(2)", "<u>queue</u>", "<em>big</em>", "money & <power>", "call <i>",
                 '$a_b$ ^x', 'a "b" & c', "€<"):  # fmt: skip
        assert name in text, name


def test_every_section_is_there(page: str) -> None:
    ids = re.findall(r'<section id="(\w+)"', page)
    assert ids == ["funnel", "mqls", "conversion", "time", "responses", "costs", "sources", "segments", "scores",
                   "coverage", "rules"]  # fmt: skip
    for id in ids:
        assert f'href="#{id}"' in page
    assert page.count("<svg") == page.count('role="img"') == len(ids) - 1, "a chart each, but for the rules"
    assert page.count("<table") >= len(ids)


def test_colours_and_letters_are_those_of_the_page(page: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawings
    for drawing in drawings:
        assert not re.findall(r"#[0-9a-f]{6}", drawing), "only by name"
        assert "var(--ink)" in drawing or "var(--muted)" in drawing
        assert set(re.findall(r"font: [0-9.]+px ([^;\"]*)", drawing)) <= {"var(--font)"}
    named = set(re.findall(r"var\((--\w+)\)", page))
    for scheme in re.findall(r":root \{(.*?)\}", page, re.DOTALL):
        assert named - {"--font"} <= set(re.findall(r"(--\w+):", scheme)), "in every scheme"


def test_the_same_figures_give_the_same_page(page: str, tmp_path: Path) -> None:
    (tmp_path / "model.lead").write_text(RULES, encoding="utf-8")
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    project = Project.adhoc([tmp_path / "model.lead"], [tmp_path / "leads.csv"], [tmp_path / "events.csv"])
    model = check(project.rule_files(), tmp_path).model
    assert model is not None
    first, second = (page_of(figures_of(model, project, open_source(project), END)) for _ in range(2))
    assert first == second
    assert first != page, "that one has costs"


def test_rules_in_words(tmp_path: Path) -> None:
    (tmp_path / "model.lead").write_text(RULES, encoding="utf-8")
    model = check([tmp_path / "model.lead"], tmp_path).model
    assert model is not None
    found = {group.title: group for group in rule_groups(model)}
    assert list(found) == [
        "fit",
        "interest",
        "Stage MQL",
        "Stage SQL",
        "Left out of all stages",
        "Events that do not count",
    ]
    assert found["fit"].words == "at most 50 points"
    assert found["interest"].words == "starts afresh at `call <i>`"
    fit = [(line.words, line.points, line.notes, line.depth) for line in found["fit"].lines]
    assert fit == [
        ("when budget >= 10k", "+12.5", "money & <power>", 0),
        ("by budget", "", "", 0),
        ("below 5k", "+1", "", 1),
        ("unknown", "−2", "who knows", 1),
    ]
    interest = [(line.words, line.points, line.notes) for line in found["interest"].lines]
    assert interest == [
        ("each view within 30d", "+10 each", "once per day, loses 50 % every 7d, up to 40"),
        ("latest view within 5d", "+ 1 % of budget", ""),
        ("when silent", "+5", "from 2026-01-01"),
    ]
    assert [line.words for line in found["Stage MQL"].lines][1] == (
        "goes to <u>queue</u> within 1 business day met by `call <i>`"
    )
    assert found["Stage SQL"].words == "after MQL, once reached, held until silent"


@pytest.mark.parametrize(
    ("went_on", "tone", "said"),
    [
        (5, "poor", "5 % is below the 20–40 %"),
        (20, "fair", "inside the 20–40 %"),
        (40, "fair", "quality of MQLs is poor"),
        (43, "good", "just below the 45 %"),
        (45, "good", "inside the 45–52 %"),
        (52, "good", "inside the 45–52 %"),
        (60, "fair", "the bar for an MQL may be too high"),
    ],
)
def test_what_people_hold_for_healthy(went_on: int, tone: str, said: str) -> None:
    found = conversion_verdict(100, went_on)
    assert said in found[0] and found[1] == tone


def test_few_leads_say_nothing() -> None:
    assert conversion_verdict(0, 0) == ("", "plain")
    said, tone = conversion_verdict(10, 9)
    assert "10 MQLs alone" in said and tone == "plain"
