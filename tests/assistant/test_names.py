"""The names that a definition can be about: declared ones, or those of the data."""

from pathlib import Path

from leadwright.assistant.names import Names, names_of
from leadwright.dsl.check import check
from leadwright.dsl.types import Type
from leadwright.engine.project_file import read_project_file
from leadwright.engine.source import open_source

EXAMPLES = Path(__file__).parents[2] / "examples"


def names(example: str) -> Names:
    folder = EXAMPLES / example
    project = read_project_file(folder / "leadwright.toml")
    return names_of(check(project.rule_files(), folder), open_source(project))


def test_declared_names_with_descriptions_types_and_properties() -> None:
    found = names("b2b_crm")
    assert not found.is_open_for_fields and not found.is_open_for_events
    country = found.find("country")
    assert country is not None and country.type is Type.TEXT and country.description.startswith("ISO code")
    whitepaper = found.find("whitepaper")
    assert whitepaper is not None and whitepaper.kind == "signal"
    assert whitepaper.text == 'signal whitepaper = content_download[kind is "whitepaper"]'
    assert [p.name for p in whitepaper.properties] == ["kind", "title"]
    assert found.find("hand_raise").properties == ()  # type: ignore[union-attr]
    assert "gmail.com" in found.find("free_mail").entries  # type: ignore[union-attr]
    assert {"company_size", "webinars"} <= found.rules
    assert "Healthcare" in found.segments and found.has_grade
    assert [s.name for s in found.of("stage")] == ["MQL", "PQL", "SAL", "SQL"]


def test_rows_of_tables_have_names_too() -> None:
    assert {"seniority", "chief", "head_of"} <= names("marketing_automation").rules


def test_values_come_from_the_data_most_frequent_first() -> None:
    found = names("b2b_crm")
    assert found.values_of("country", None)[0] == "US"
    assert "whitepaper" in found.values_of("kind", "content_download")
    assert found.values_of("no_such", None) == ()


def test_without_declarations_the_names_of_the_data() -> None:
    found = names("minimal")
    assert found.is_open_for_fields and found.is_open_for_events
    assert list(found.of("field")) and list(found.of("event"))
