"""How problems look: underlined text, one line each, JSON, GitHub's annotations, the last line."""

import json
import re
import unicodedata

import pytest
from leadwright.dsl import codes, render
from leadwright.dsl.diagnostics import Diagnostic, Edit, Fix, Related
from leadwright.dsl.nodes import Span
from leadwright.dsl.source import Place, SourceText


def place(source: SourceText, marked: str, nth: int = 0) -> Place:
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(marked, start + 1)
    return Place(source, Span(start, start + len(marked)))


def text_of(diagnostic: Diagnostic) -> str:
    return render.text([diagnostic])


def test_a_problem_looks_as_the_language_page_says() -> None:
    source = SourceText("rules/crm.lead", "\n" * 13 + "when pricing_pge visits >= 2 within 7d add 25\n")
    problem = Diagnostic(
        codes.UNKNOWN_EVENT,
        "unknown event `pricing_pge`",
        place(source, "pricing_pge"),
        "not declared",
        ("did you mean `pricing_page`?",),
    )
    assert text_of(problem) == (
        "error[LW201]: unknown event `pricing_pge`\n"
        "  --> rules/crm.lead:14:6\n"
        "   |\n"
        "14 | when pricing_pge visits >= 2 within 7d add 25\n"
        "   |      ^^^^^^^^^^^ not declared\n"
        "   = help: did you mean `pricing_page`?"
    )


def test_problems_stand_apart() -> None:
    source = SourceText("a.lead", "when x add 1\nwhen y add 2\n")
    found = [Diagnostic(codes.UNKNOWN_EVENT, f"unknown event `{x}`", place(source, x)) for x in ("x", "y")]
    assert render.text(found).count("\n\n") == 1
    assert render.text([]) == ""


def test_a_related_place_of_the_same_file_is_in_the_same_picture() -> None:
    source = SourceText("a.lead", "let hot = 25\n\n\nlet hot = 30\n")
    problem = Diagnostic(
        codes.DECLARED_TWICE,
        "`hot` is declared twice",
        place(source, "hot", 1),
        "again here",
        related=(Related(place(source, "hot"), "first here"),),
    )
    assert text_of(problem) == (
        "error[LW205]: `hot` is declared twice\n"
        " --> a.lead:4:5\n"
        "  |\n"
        "1 | let hot = 25\n"
        "  |     --- first here\n"
        "...\n"
        "4 | let hot = 30\n"
        "  |     ^^^ again here"
    )


def test_two_marks_on_one_line() -> None:
    source = SourceText("a.lead", "when a and b or c add 1\n")
    problem = Diagnostic(
        codes.MIXED_AND_OR,
        "`and` and `or` without parentheses",
        place(source, "or"),
        "",
        related=(Related(place(source, "and"), "binds first"),),
    )
    assert text_of(problem) == (
        "warning[LW310]: `and` and `or` without parentheses\n"
        " --> a.lead:1:14\n"
        "  |\n"
        "1 | when a and b or c add 1\n"
        "  |        --- binds first\n"
        "  |              ^^"
    )


def test_a_related_place_of_another_file_has_a_picture_of_its_own() -> None:
    here = SourceText("model.lead", "\n" * 11 + "event signup\n")
    there = SourceText("vocabulary.lead", "event signup\n")
    problem = Diagnostic(
        codes.DECLARED_TWICE,
        "`signup` is declared twice",
        place(here, "signup"),
        related=(Related(place(there, "signup"), "first here"),),
        help=("take one away",),
    )
    assert text_of(problem) == (
        "error[LW205]: `signup` is declared twice\n"
        "  --> model.lead:12:7\n"
        "   |\n"
        "12 | event signup\n"
        "   |       ^^^^^^\n"
        "  ::: vocabulary.lead:1:7\n"
        "   |\n"
        " 1 | event signup\n"
        "   |       ------ first here\n"
        "   = help: take one away"
    )


def test_a_span_of_several_lines_has_a_line_down_its_side() -> None:
    source = SourceText("a.lead", "define engaged =\n  any of (\n    a,\n    b\n  )\nwhen engaged add 1\n")
    whole = source.text[: source.text.index("\nwhen")]
    problem = Diagnostic(codes.ALWAYS_SAME, "always true", Place(source, Span(0, len(whole))), "never false")
    assert text_of(problem) == (
        "warning[LW314]: always true\n"
        " --> a.lead:1:1\n"
        "  |\n"
        "1 | / define engaged =\n"
        "2 | |   any of (\n"
        "3 | |     a,\n"
        "4 | |     b\n"
        "5 | |   )\n"
        "  | |___^ never false"
    )


def test_a_span_that_starts_within_a_line() -> None:
    source = SourceText("a.lead", "when any of (\n  a) add 1\n")
    problem = Diagnostic(codes.ALWAYS_SAME, "always true", place(source, "any of (\n  a)"))
    assert text_of(problem) == (
        "warning[LW314]: always true\n"
        " --> a.lead:1:6\n"
        "  |\n"
        "1 |   when any of (\n"
        "  |  ______^\n"
        "2 | |   a) add 1\n"
        "  | |____^"
    )


def test_a_tall_span_is_shown_without_its_middle() -> None:
    source = SourceText("a.lead", "".join(f"when e{n} add 1\n" for n in range(12)))
    problem = Diagnostic(codes.ALWAYS_SAME, "x", Place(source, Span(0, len(source.text))), "all of it")
    lines = text_of(problem).split("\n")
    assert [line.split("|")[0].strip() for line in lines[3:]] == ["1", "2", "3", "...", "11", "12", ""]


@pytest.mark.parametrize(
    ("line", "marked", "under"),
    [
        ("\twhen x add 1", "x", "         ^"),
        ("when 日本 is x add 1", "x", "             ^"),
        ("when 日本 is x add 1", "日本", "     ^^^^"),
        ("when café is x add 1", "x", "             ^"),
        ("when e\u0301te\u0301 is x add 1", "x", "            ^"),
        ("when \u200bx add 1", "x", "     ^"),
        ("when 🎯 is x", "x", "           ^"),
    ],
)
def test_marks_stand_right_below_wide_and_combining_characters(line: str, marked: str, under: str) -> None:
    source = SourceText("a.lead", line + "\n")
    problem = Diagnostic(codes.UNKNOWN_EVENT, "m", place(source, marked))
    assert text_of(problem).split("\n")[4] == "  | " + under


def test_the_end_of_a_file_can_be_marked() -> None:
    source = SourceText("a.lead", "when x add")
    problem = Diagnostic(codes.UNREADABLE, "m", Place(source, Span(10, 10)), "ends here")
    assert text_of(problem).split("\n")[3:] == ["1 | when x add", "  |           ^ ends here"]
    empty = SourceText("b.lead", "")
    shown = text_of(Diagnostic(codes.UNREADABLE, "m", Place(empty, Span(0, 0))))
    assert shown.split("\n")[1:] == [" --> b.lead:1:1", "  |", "1 |", "  | ^"]


def test_a_span_that_takes_in_its_line_end_is_of_one_line() -> None:
    source = SourceText("a.lead", "when x\r\nadd 1\r\n")
    shown = text_of(Diagnostic(codes.UNREADABLE, "m", Place(source, Span(5, 8))))
    assert shown.split("\n")[3:] == ["1 | when x", "  |      ^"]


def test_a_file_cannot_speak_to_the_terminal() -> None:
    source = SourceText("a.lead", "when \x1b[31mx\u202e add 1\n")
    problem = Diagnostic(codes.UNREADABLE, "found `\x1b]0;x\x07`", place(source, "x"), "\x1b[0m", ("\x9b1m",))
    for shown in (text_of(problem), render.concise([problem]), render.text([problem], colour=True)):
        without_ours = re.sub(r"\x1b\[[\d;]*m", "", shown) if shown.startswith("\x1b") else shown
        assert not [c for c in without_ours if unicodedata.category(c) == "Cc" and c != "\n"]
        assert "\u202e" not in shown


def test_a_very_long_line_is_shown_in_part() -> None:
    source = SourceText("a.lead", "when x or " + "y or " * 2000 + "zz add 1\n")
    shown = text_of(Diagnostic(codes.UNKNOWN_EVENT, "m", place(source, "zz"), "here")).split("\n")
    assert len(shown[3]) < 180
    assert shown[3].startswith("1 | …")
    assert shown[3][shown[4].index("^") :].startswith("zz")


def test_colour_changes_nothing_but_the_colours() -> None:
    source = SourceText("a.lead", "let hot = 25\nlet hot = 30\nwhen any of (\n a) add 1\n")
    problems = [
        Diagnostic(codes.DECLARED_TWICE, "m", place(source, "hot", 1), "l", ("h",),
                   (Related(place(source, "hot"), "r"),)),
        Diagnostic(codes.ALWAYS_SAME, "m", place(source, "any of (\n a)"), "l"),
    ]  # fmt: skip
    coloured = render.text(problems, colour=True)
    assert "\x1b[1;31merror[LW205]" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render.text(problems)


def test_concise() -> None:
    source = SourceText("a.lead", "when x\n  and y add 1\n")
    found = [Diagnostic(codes.UNKNOWN_EVENT, "unknown event\n`y`", place(source, "y"))]
    assert render.concise(found) == "a.lead:2:7: error[LW201]: unknown event `y`"


def test_json_holds_all_of_it() -> None:
    source = SourceText("a.lead", "when x == 1 add 1\nlet x = 1\n")
    sign = place(source, "==")
    problem = Diagnostic(
        codes.OTHER_SPELLING,
        "message",
        sign,
        "label",
        ("one", "two"),
        (Related(place(source, "x", 1), "related"),),
        Fix("write `=`", (Edit(sign.span, "="),), safe=True),
    )
    at = {"file": "a.lead", "line": 1, "column": 8, "end_line": 1, "end_column": 10}
    assert json.loads(render.json([problem])) == [
        {
            "code": "LW104",
            "name": "other-spelling",
            "severity": "error",
            "message": "message",
            **at,
            "label": "label",
            "help": ["one", "two"],
            "related": [{"file": "a.lead", "line": 2, "column": 5, "end_line": 2, "end_column": 6, "label": "related"}],
            "fix": {"title": "write `=`", "safe": True, "edits": [{**at, "replacement": "="}]},
        }
    ]
    assert json.loads(render.json([])) == []


def test_github_escapes_what_would_end_a_value() -> None:
    source = SourceText("rules/a,b:c.lead", "when x\nadd 1\n")
    one = Diagnostic(codes.UNKNOWN_EVENT, "100 % of `x`\nis unknown", place(source, "x"), help=("use y",))
    two = Diagnostic(codes.UNUSED, "unused", Place(source, Span(0, 9)))
    assert render.github([one, two]) == (
        "::error file=rules/a%2Cb%3Ac.lead,line=1,endLine=1,col=6,endColumn=7,title=LW201 unknown-event"
        "::100 %25 of `x`%0Ais unknown%0Ahelp: use y\n"
        "::warning file=rules/a%2Cb%3Ac.lead,line=1,endLine=2,title=LW315 unused::unused"
    )


def test_the_last_line() -> None:
    one, two = SourceText("a.lead", "x"), SourceText("b.lead", "x")
    error = Diagnostic(codes.UNKNOWN_EVENT, "m", Place(one, Span(0, 1)))
    warning = Diagnostic(codes.UNUSED, "m", Place(two, Span(0, 1)))
    assert render.summary([error, error, error, warning], 4) == "3 errors, 1 warning in 2 files"
    assert render.summary([warning], 4) == "1 warning in 1 file"
    assert render.summary([], 4) == "no problems in 4 files"
    assert render.summary([], 1) == "no problems in 1 file"
