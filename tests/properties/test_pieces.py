"""A file that is read again, piece by piece, is read as if it had never been read before: places and problems, too."""

from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from leadwright.dsl import nodes as n
from leadwright.dsl.parse import Parsed, grammar, parse
from leadwright.dsl.pieces import WORDS, ReadBefore
from leadwright.dsl.source import SourceText
from strategies import mutated, rules_text

RULES = "lead\n  country text\n\ngroup fit\n" + "".join(
    f"  when country is known\n    and score >= {i}\n    add {i}\n" for i in range(9)
)


def said(node: Any) -> Any:
    """A node with all that its equality leaves out."""
    if isinstance(node, tuple) and not isinstance(node, n.Span):
        return tuple(said(item) for item in node)
    if isinstance(node, n.Node):
        return type(node), *(said(getattr(node, f.name)) for f in fields(node))
    return node


def found(parsed: Parsed) -> Any:
    problems = [
        (d.code, d.message, d.place.span, d.label, d.help, d.fix, [(r.place.span, r.message) for r in d.related])
        for d in parsed.diagnostics
    ]
    return said(parsed.file), problems, parsed.broken


def assert_read_alike(texts: list[str]) -> None:
    before = ReadBefore()
    for text in texts:
        again = parse(SourceText("a.lead", text), before)
        assert found(again) == found(parse(SourceText("a.lead", text)))


@given(st.lists(rules_text(most=8), min_size=1, max_size=3).flatmap(st.permutations), st.data())
def test_texts_that_share_statements(parts: list[str], data: st.DataObject) -> None:
    whole = "\n".join(parts)
    edited = data.draw(mutated(st.just(whole)))
    assert_read_alike([whole, "\n".join([*parts[1:], parts[0]]), edited, f"# first\n{whole}", f"{edited}\n{whole}"])


@given(
    rules_text(most=8), st.integers(0, 10_000), st.text(st.sampled_from(list('when add event"#`(\n 7d')), max_size=12)
)
def test_one_place_after_the_other_is_typed_at(text: str, at: int, typed: str) -> None:
    at %= len(text) + 1
    assert_read_alike([text, *(text[:at] + typed[:i] + text[at:] for i in range(len(typed) + 1))])


def test_words_that_go_on_with_what_stands_before() -> None:
    for tail in ("event\n", "\nevent # of any kind\n\n", "or\n", "country is known or\n", "not\n", "(", '"', "`a", ""):
        for head in ("define d = country", "when country is known add 5", 'segment "s" when country', "stage s"):
            texts = [f"{head} {tail}", f"{RULES}{head} {tail}", f"{head} {tail}{RULES}", f"{head} {tail}  {RULES}"]
            assert_read_alike([RULES, *texts, RULES])


def test_a_rule_whose_condition_stands_in_the_piece_before() -> None:
    for behind in ("each a add 5\n", "by a\n  5 add 1\n", "each a\nadd 5\nevent\na\n"):
        assert_read_alike([f"when b\n{behind}", f"7when b\n{behind}", f"when b\n{behind}", behind, f"when b\n{behind}"])


def test_only_what_changed_is_parsed() -> None:
    before = ReadBefore()
    parse(SourceText("a.lead", RULES), before)
    known = dict(before.pieces)
    parsed = parse(SourceText("a.lead", RULES.replace(">= 4", ">= 40")), before)
    assert not parsed.diagnostics
    assert len(before.pieces.keys() - known.keys()) == 1
    first = parse(SourceText("a.lead", RULES), ReadBefore()).file.statements[0]
    assert parsed.file.statements[0] == first
    assert parsed.file.statements[0] is known[next(iter(known))][1][0]


def test_a_word_that_begins_a_statement_ends_the_one_before_just_as_the_end_of_the_file_does() -> None:
    """What `pieces` takes for granted; of a parser without conflicts the tables say it."""
    table: Any = grammar().parser.parser._parse_table
    start = table.start_states["start"]
    between_statements = {start, table.states[start]["statements"][1]}
    ends = {state: actions for state, actions in table.states.items() if "$END" in actions}
    assert between_statements < ends.keys()
    for state in ends.keys() - between_statements - {table.end_states["start"]}:
        for word in WORDS:
            assert ends[state].get(word.upper()) == ends[state]["$END"]
