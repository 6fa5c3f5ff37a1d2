"""The emission grammar: every text of it checks, and both spellings accept the same texts."""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import llguidance
import pytest
from leadwright.assistant.emission.drafts import Emission, emission, groups_in
from leadwright.assistant.gate import Gate
from leadwright.assistant.llm.answers import read_answer
from leadwright.assistant.names import Name, Names, names_of
from leadwright.dsl.check import check
from leadwright.dsl.diagnostics import has_errors
from leadwright.dsl.parse import parse_text
from leadwright.dsl.types import Type
from leadwright.engine.project_file import read_project_file
from leadwright.engine.source import open_source

EXAMPLES = Path(__file__).parents[2] / "examples"
PROJECTS = ("b2b_crm", "marketing_automation", "minimal")
END = 256


class Bytes:
    """A vocabulary in which each byte is a token: a walk can go wherever the grammar can."""

    eos_token_id = END
    bos_token_id = None
    special_token_ids = (END,)
    tokens = (*(bytes([b]) for b in range(256)), b"<end>")

    def __call__(self, text: str | bytes) -> list[int]:
        return list(text.encode() if isinstance(text, str) else text)


@cache
def tokenizer() -> Any:
    return llguidance.LLTokenizer(llguidance.TokenizerWrapper(Bytes()))


def matcher(lark: str) -> Any:
    made = llguidance.LLMatcher(tokenizer(), llguidance.LLMatcher.grammar_from_lark(lark))
    assert not made.is_error(), made.get_error()
    return made


def accepts(made: Any, text: str) -> bool:
    fresh = made.deep_copy()  # once it has said no, it says nothing else
    fresh.reset()
    return fresh.consume_tokens(list(text.encode())) and fresh.is_accepting()


def walk(made: Any, dice: random.Random, longest: int = 6000) -> str | None:
    """One text of the grammar; None if it becomes too long. Texts in quotes are kept short."""
    made.reset()
    written = bytearray()
    while len(written) < longest:
        mask = made.compute_logit_bias()
        assert not made.is_error(), (bytes(written[-200:]), made.get_error())
        possible = [token for token in range(END) if mask[token]]
        allowed = [token for token in possible if token < 127] or possible
        if mask[END] and (not allowed or dice.random() < 0.2):
            return written.decode()
        in_text = len(allowed) > 40
        token = ord('"') if in_text and ord('"') in allowed and dice.random() < 0.5 else dice.choice(allowed)
        assert made.consume_token(token)
        written.append(token)
    return None


@cache
def project(name: str) -> tuple[Emission, Names, tuple[Path, ...]]:
    folder = EXAMPLES / name
    read = read_project_file(folder / "leadwright.toml")
    files = tuple(read.rule_files())
    checked = check(files, folder)
    names = names_of(checked, open_source(read))
    made = emission(names, "\n".join(source.text for source in checked.sources))
    assert made is not None
    return made, names, files


@cache
def walks(name: str) -> list[str]:
    made = matcher(project(name)[0].lark)
    dice = random.Random(name)
    return [text for _ in range(150) if (text := walk(made, dice)) is not None]


@pytest.mark.parametrize("name", PROJECTS)
def test_the_spelling_for_lark_is_valid_without_a_warning(name: str) -> None:
    grammar = llguidance.LLMatcher.grammar_from_lark(project(name)[0].lark)
    assert llguidance.LLMatcher.validate_grammar_with_warnings(grammar) == (False, [])


@pytest.mark.parametrize("name", PROJECTS)
def test_every_text_checks_behind_the_rules_that_are_there(name: str) -> None:
    _, _, files = project(name)
    last = files[-1]
    for text in walks(name)[: 40 if name == "marketing_automation" else None]:
        checked = check(files, EXAMPLES / name, {last: f"{last.read_text('utf-8')}\n{text}"})
        errors = [str(d.message) for d in checked.diagnostics if has_errors([d])]
        assert not errors, f"{errors}\n{text}"


@pytest.mark.parametrize("name", PROJECTS)
def test_texts_are_lines_with_single_blanks(name: str) -> None:
    for text in walks(name):
        assert text.endswith("\n") and "\n\n" not in text
        assert not re.search(r"\S  |[ \t]\n|\t", re.sub(r"grade\n  \S+  ", "grade\n  x ", text)), text


def test_statements_and_rules_of_all_kinds_come() -> None:
    found = {type(s).__name__: s for name in PROJECTS for text in walks(name) for s in parse_text(text).file.statements}
    assert {"Define", "Group", "Grade", "Stage", "Disqualify", "Segment", "Test", "Rule"} <= set(found)
    texts = "".join(text for name in PROJECTS for text in walks(name))
    for word in ("each", "latest", "by", "choose", "otherwise", "fade", "once per", "up to", "then", "no", "any of"):
        assert re.search(rf"(?<!\w){word} ", texts), word


@pytest.mark.parametrize("name", PROJECTS)
def test_what_lark_accepts_gbnf_accepts(name: str) -> None:
    grammar = Gbnf(project(name)[0].gbnf)
    for text in walks(name)[:60]:
        assert grammar.accepts(text), text


@pytest.mark.parametrize("name", PROJECTS)
def test_what_gbnf_accepts_lark_accepts(name: str) -> None:
    made, _, _ = project(name)
    grammar, lark, dice = Gbnf(made.gbnf), matcher(made.lark), random.Random(name)
    for _ in range(150):
        text = grammar.sample(dice)
        assert accepts(lark, text), text


@pytest.mark.parametrize("name", PROJECTS)
def test_neither_accepts_what_is_spoilt(name: str) -> None:
    """Both say no, or both yes, to texts that differ in one letter from a good one."""
    made, _, _ = project(name)
    grammar, lark, dice = Gbnf(made.gbnf), matcher(made.lark), random.Random(name)
    refused = 0
    for text in walks(name)[:40]:
        at = dice.randrange(len(text))
        spoilt = text[:at] + dice.choice(' x7"\n') + text[at + dice.randrange(2) :]
        assert accepts(lark, spoilt) == grammar.accepts(spoilt), spoilt
        refused += not grammar.accepts(spoilt)
    assert refused


GOOD = [
    'group profile\n  when country is "US" add 10 because "ten points for the US"\n',
    'group intent max 60\n  when pricing_page visits >= 2 within 7d add 25 because "pricing twice a week"\n',
    'group profile\n  by employees because "size"\n  below 50 add 5\n  50 to 500 add 20\n  above 500 add 30\n',
    'segment "Big" when employees > 1000 and country in ("US", "CA")\n',
    'disqualify when email domain in competitors because "competitors"\n',
    "group negative\n  each login within 30d add 2 once per day fade 50% every 14d up to 20"
    ' because "two for a day with a login"\n',
]
BAD = [
    'group profile\n  when county is "US" add 10 because "x"\n',
    'group profile\n  when employees is "US" add 10 because "x"\n',
    'group profile\n  when country  is "US" add 10 because "x"\n',
    'group profile\n  when country is "US" add 10 because "x"',
    'group engagement\n  when country is "US" add 10 because "x"\n',
    'stage MQL\n  when country is "US" because "x"\n',
    'when country is "US" add 10 because "x"\n',
]


@pytest.mark.parametrize("text", GOOD)
def test_accepted(text: str) -> None:
    made, _, _ = project("b2b_crm")
    assert accepts(matcher(made.lark), text) and Gbnf(made.gbnf).accepts(text)


@pytest.mark.parametrize("text", BAD)
def test_refused(text: str) -> None:
    """Unknown names, wrong types, other spaces, names that are taken, rules without a group behind a group."""
    made, _, _ = project("b2b_crm")
    assert not accepts(matcher(made.lark), text) and not Gbnf(made.gbnf).accepts(text)


def test_names_like_words_of_the_language_and_names_in_backticks(tmp_path: Path) -> None:
    names = Names(
        (
            Name("notes", "field", type=Type.TEXT),
            Name("Total Time", "field", type=Type.NUMBER),
            Name("when", "field", type=Type.TEXT),
            Name("within", "field", type=Type.TEXT),
            Name("isolated", "field", type=Type.FLAG),
            Name("visits", "event"),
            Name("no_show", "event"),
            Name("größe", "field", type=Type.NUMBER),
        )
    )
    rules = "lead\n  notes text\n  `Total Time` number\n  `when` text\n  within text\n  isolated flag\n  größe number\n"
    rules += "event visits\nevent no_show\n"
    made = emission(names, rules)
    assert made is not None
    lark, gbnf = matcher(made.lark), Gbnf(made.gbnf)
    dice = random.Random(5)
    texts = [walk(lark, dice) or "" for _ in range(40)] + [gbnf.sample(dice) for _ in range(40)]
    for text in filter(None, texts):
        assert accepts(lark, text) and gbnf.accepts(text), text
        file = tmp_path / "rules.lead"
        file.write_text(rules + text, "utf-8")
        assert not has_errors(check([file], tmp_path).diagnostics), text


def test_rules_for_groups_that_are_there_are_put_into_them() -> None:
    folder = EXAMPLES / "b2b_crm"
    gate = Gate.of_project(read_project_file(folder / "leadwright.toml"))
    made = emission(gate.names, gate.text, groups_in(gate.text))
    assert made is not None
    lark, gbnf, dice = matcher(made.lark), Gbnf(made.gbnf), random.Random(8)
    grown = [text for text in (walk(lark, dice) for _ in range(200)) if text and re.search(r"^group fit\n", text, re.M)]
    assert len(grown) > 3
    for text in grown[:20]:
        assert gbnf.accepts(text) and gate.check(text).is_sound, text


def test_names_of_data_that_nothing_declares(tmp_path: Path) -> None:
    """Their types are those that the data has; in rules they are what they are used as."""
    (tmp_path / "leads.csv").write_text(
        "lead_id,plan,seats,is_customer,born,created_at\n1,pro,5,true,2020-01-31,2026-01-02T03:04:05Z\n"
    )
    (tmp_path / "events.csv").write_text(
        "lead_id,ts,type,title,seconds,paid,due\n1,2026-01-01T00:00:00Z,view,home,5,true,2026-01-31\n"
        "1,2026-01-01T00:00:00Z,sign-up,,,,\n"
    )
    (tmp_path / "rules.lead").write_text('when view visits >= 2 add 1\nwhen plan is "pro" add 2\n')
    (tmp_path / "leadwright.toml").write_text(
        '[project]\nrules = "rules.lead"\n[leads]\nsource = "leads.csv"\n[events]\nsource = "events.csv"\n'
    )
    read = read_project_file(tmp_path / "leadwright.toml")
    source = open_source(read)
    gate = Gate.of_project(read)
    made = emission(names_of(gate.base, source), gate.text, groups_in(gate.text))
    source.close()
    assert made is not None and "`sign-up`" in made.lark and "is_customer" in made.lark
    lark, gbnf, dice = matcher(made.lark), Gbnf(made.gbnf), random.Random(6)
    for text in [*filter(None, (walk(lark, dice) for _ in range(60))), *(gbnf.sample(dice) for _ in range(60))]:
        assert accepts(lark, text) and gbnf.accepts(text), text
        assert not gate.check(text).errors, (text, gate.check(text).errors)


def test_answers_are_rules_questions_or_no() -> None:
    made, _, _ = project("b2b_crm")
    lark, gbnf, dice = matcher(made.answer_lark), Gbnf(made.answer_gbnf), random.Random(4)
    texts = [*filter(None, (walk(lark, dice) for _ in range(40))), *(gbnf.sample(dice) for _ in range(40))]
    assert {text.partition("\n")[0] for text in texts} == {"rules", "questions", "decline"}
    for text in texts:
        assert accepts(lark, text) and gbnf.accepts(text), text
        assert not read_answer(text).problem, text
    for text in ("rules\n", "questions\nQ: when?\n", "decline\n", 'stage X\n  when score > 1 because "x"\n'):
        assert not accepts(lark, text) and not gbnf.accepts(text), text


def test_without_any_name_there_is_no_grammar() -> None:
    assert emission(Names(()), "") is None


def test_nothing_that_such_grammars_do_not_support() -> None:
    for name in PROJECTS:
        lark = project(name)[0].lark
        assert not re.search(r"\(\?|%(?:declare|import|ignore)|[*+]\?|^\w+\.\d", lark, re.M)


# --- a reader of GBNF, of its own


class Gbnf:
    """Reads the text of a grammar; says which texts it accepts, and makes some."""

    TOKEN = re.compile(
        r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<chars>\[(?:[^\]\\]|\\.)*\])|(?P<count>\{\d+,\d+\})|(?P<name>[\w-]+)|(?P<sign>[()|?]))"""
    )

    def __init__(self, text: str) -> None:
        self.rules: dict[str, Any] = {}
        for line in text.splitlines():
            name, _, body = line.partition(" ::= ")
            assert re.fullmatch(r"[a-z0-9-]+", name), name
            self.tokens, at = [], 0
            while at < len(body):
                found = self.TOKEN.match(body, at)
                assert found, body[at : at + 40]
                self.tokens.append((found.lastgroup, found[found.lastgroup or 0]))
                at = found.end()
            self.rules[name] = self._choice()
            assert not self.tokens, line

    def _choice(self) -> Any:
        choices = [self._sequence()]
        while self.tokens and self.tokens[0][1] == "|":
            self.tokens.pop(0)
            choices.append(self._sequence())
        return ("choice", choices)

    def _sequence(self) -> Any:
        parts: list[Any] = []
        while self.tokens and self.tokens[0] not in (("sign", "|"), ("sign", ")")):
            kind, text = self.tokens.pop(0)
            if text == "(" and kind == "sign":
                part = self._choice()
                assert self.tokens.pop(0)[1] == ")"
            elif kind == "text":
                part = ("text", text[1:-1].replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\"))
            elif kind == "chars":
                part = ("chars", re.compile(text))
            else:
                part = ("rule", text)
            if self.tokens and self.tokens[0][0] == "count":
                least, most = self.tokens.pop(0)[1][1:-1].split(",")
                part = ("times", part, int(least), int(most))
            elif self.tokens and self.tokens[0] == ("sign", "?"):
                self.tokens.pop(0)
                part = ("times", part, 0, 1)
            parts.append(part)
        return ("sequence", parts)

    def accepts(self, text: str) -> bool:
        known: dict[tuple[str, int], frozenset[int]] = {}

        def ends(form: Any, at: int) -> frozenset[int]:
            match form:
                case ("text", wanted):
                    return frozenset({at + len(wanted)}) if text.startswith(wanted, at) else frozenset()
                case ("chars", wanted):
                    return frozenset({at + 1}) if wanted.fullmatch(text[at : at + 1]) else frozenset()
                case ("rule", name):
                    if (name, at) not in known:
                        known[name, at] = ends(self.rules[name], at)
                    return known[name, at]
                case ("choice", choices):
                    return frozenset().union(*(ends(c, at) for c in choices))
                case ("sequence", parts):
                    here = frozenset({at})
                    for part in parts:
                        here = frozenset().union(*(ends(part, i) for i in here))
                    return here
                case ("times", part, least, most):
                    here, found = frozenset({at}), frozenset[int]()
                    for i in range(most + 1):
                        found |= here if i >= least else frozenset()
                        here = frozenset().union(*(ends(part, j) for j in here))
                    return found
                case _:
                    raise AssertionError(form)

        return len(text) in ends(("rule", "root"), 0)

    def sample(self, dice: random.Random) -> str:
        def of(form: Any) -> str:
            match form:
                case ("text", wanted):
                    return wanted
                case ("chars", wanted):
                    return dice.choice([c for c in map(chr, (*range(32, 127), 0xE9, 0x416, 0x65E5)) if wanted.match(c)])
                case ("rule", name):
                    return of(self.rules[name])
                case ("choice", choices):
                    return of(dice.choice(choices))
                case ("sequence", parts):
                    return "".join(of(part) for part in parts)
                case ("times", part, least, most):
                    return "".join(of(part) for _ in range(min(most, max(least, int(dice.expovariate(0.7))))))
                case _:
                    raise AssertionError(form)

        return of(("rule", "root"))
