"""What was added, removed, changed, and in which words that is told."""

import pytest
from leadwright.engine.changes.sentence import SAME, SAME_BUT_NAMES, sentence
from rules_compared import change_of, told

BASE = """
model "m" baseline 5 max 100 timezone "UTC"
lead
  country  text
  industry text
  budget   number
event visit
  path text
event demo
event recycled
event touch
signal pricing = visit[path is "/p"]
let recent = 30d
list banks = ["x.com", "y.com"]
define engaged = any of (visit visits >= 3, demo) within recent
ignore visit[path is "/jobs"]

group fit max 50
  when country is "US" add 10 as home
  when industry in banks add 20
group engagement resets on recycled
  each pricing within 7d add 5 up to 30
  by country
    "US" add 5
    "DE" add 3
  choose
    if demo within 7d add 20
    otherwise add 1
group deep in engagement
  when demo add 3 as shows

grade
  fit A from 25, B

stage MQL
  when score > 50 and engaged
  or when demo because "asked"
  route to "sales" within 1 business day met by touch
stage SQL after MQL
  when budget is known

disqualify when industry contains "gov" because "public"
segment "home" when country is "US"
"""

CASES = {
    "points": ("add 10 as home", "add 12.5 as home", ["changed rule home | points 10 → 12.5"]),
    "sign": ("add 10 as home", "subtract 10 as home", ["changed rule home | points 10 → −10"]),
    "window": ("pricing within 7d add 5", "pricing within 14d add 5",
               ["changed rule each pricing within 14d add 5 up to 30 | window 7d → 14d"]),
    "limit": ("up to 30", "", ["changed rule each pricing within 7d add 5 | limit 30 → none"]),
    "fade": ("add 5 up to 30", "add 5 fade 50% every 7d up to 30",
             ["changed rule each pricing within 7d add 5 fade 50% every 7d up to 30 | fade none → 50% every 7d"]),
    "period": ("add 5 up to 30", "add 5 once per day up to 30",
               ["changed rule each pricing within 7d add 5 once per day up to 30 | counted every time → once per day"]),
    "signal": ('signal pricing = visit[path is "/p"]', 'signal pricing = visit[path starts with "/p"]',
               ['changed rule each pricing within 7d add 5 up to 30 | what `pricing` means: '
                '`visit[path is "/p"]` → `visit[path starts with "/p"]`']),
    "list": ('["x.com", "y.com"]', '["y.com", "z.com", "a.com"]',
             ['changed rule when industry in banks add 20 | the list `banks` has 2 more: "z.com", "a.com" | '
              'the list `banks` has 1 fewer: "x.com"']),
    "row": ('"DE" add 3', '"DE" add 4\n    "FR" add 1',
            ['changed rule by country "US" add 5 "DE" add 4 "FR" add 1 | `"DE"`: points 3 → 4 | now also `"FR"` (1)']),
    "branch": ("if demo within 7d", "if demo within 8d",
               ["changed rule choose if demo within 8d add 20 otherwise add 1 | "
                "`if demo within 7d` → `if demo within 8d`"]),
    "guard": ('when country is "US" add 10', 'when country is "US" and demo add 10',
              ['changed rule home | `country is "US"` → `country is "US" and demo`']),
    "added": ("  when demo add 3 as shows", "  when demo add 3 as shows\n  when touch add 1",
              ["added rule when touch add 1"]),
    "removed": ("  when industry in banks add 20\n", "", ["removed rule when industry in banks add 20"]),
    "in force": ("add 10 as home", "add 10 as home until 2026-05-01",
                 ["changed rule home | in force until any day → 2026-05-01"]),
    "let": ("recent = 30d", "recent = 14d", ["changed stage MQL | in `engaged`: windows 30d → 14d"]),
    "group": ("group fit max 50", "group fit max 40 min 1 apart",
              ["changed group fit | max 50 → 40 | min none → 1 | no longer counts in the score"]),
    "resets": (" resets on recycled", "", ["changed group engagement | no longer resets on `recycled`"]),
    "parent": (" in engagement", "", ["changed group deep | in `engagement` → in the score"]),
    "model": ("baseline 5 max 100", "baseline 6", ["changed model model | baseline 5 → 6 | max 100 → none"]),
    "zone": ('"UTC"', '"Europe/Berlin"', ["changed model model | time zone UTC → Europe/Berlin"]),
    "grade": ("A from 25", "A from 26", ["changed grade grade | A by `fit` from 25 → 26"]),
    "no grade": ("grade\n  fit A from 25, B\n", "", ["removed grade grade"]),
    "stage": ("score > 50", "score > 60", ["changed stage MQL | `score > 50` → `score > 60`"]),
    "or when": ('  or when demo because "asked"\n', "", ["changed stage MQL | no longer `when demo`"]),
    "holds": ("stage MQL", "stage MQL holds until recycled",
              ["changed stage MQL | holds until nothing → `recycled`"]),
    "route": ("within 1 business day", "within 2h",
              ['changed stage MQL | route to "sales": within 1 business day → within 2h']),
    "queue": ("  route to \"sales\"", "  route to \"dach\" for country is \"DE\"\n  route to \"sales\"",
              ['changed stage MQL | now also `route to "dach" for country is "DE"`']),
    "after": ("stage SQL after MQL", "stage SQL", ["changed stage SQL | after `MQL` → after no stage"]),
    "stage called": ("stage SQL after MQL", "stage Sales after MQL",
                     ["changed stage Sales | was called SQL"]),
    "disqualify": ('contains "gov"', 'contains any of ("gov", "army")',
                   ['changed disqualification public | `industry contains` has 1 more: "army"']),
    "segment": ('segment "home" when country is "US"', 'segment "home" when country in ("US", "CA")',
                ['changed segment home | `country is "US"` → `country in ("US", "CA")`']),
    "ignore": ('ignore visit[path is "/jobs"]', "", ['removed ignore ignore visit[path is "/jobs"]']),
    "moved": ("  when industry in banks add 20\ngroup engagement resets on recycled\n",
              "group engagement resets on recycled\n  when industry in banks add 20\n",
              ["changed rule when industry in banks add 20 | moved from the group `fit` to the group `engagement`"]),
}  # fmt: skip

UNCHANGED = {
    "a comment": ("group fit", "# who they are\ngroup fit"),
    "a layout": ("  route to", "\n\n      route    to"),
    "a signal's name": ("pricing", "prices"),
    "a list's name": ("banks", "houses"),
    "a definition's name": ("engaged", "busy"),
    "a let's value elsewhere": ("within recent", "within 30d"),
    "an order": ("score > 50 and engaged", "engaged and score > 50"),
    "rules in another order": ('  when country is "US" add 10 as home\n  when industry in banks add 20\n',
                               '  when industry in banks add 20\n  when country is "US" add 10 as home\n'),
    "a description": ("event demo", 'event demo "somebody saw it"'),
    "what nothing uses": ("event touch", "event touch\nevent other"),
}  # fmt: skip

CALLED = {
    "rule": ("as home", "as native", "`native` was called `home`"),
    "rule that had no name": ("in banks add 20", "in banks add 20 as bank",
                              "`bank` was called `when industry in banks add 20`"),
    "reason": ('because "asked"', 'because "wants it"', 'the reason of `when demo`: "asked" → "wants it"'),
    "reason of a disqualification": ('"public"', '"state"',
                                     'the reason of `disqualify when industry contains "gov"`: "public" → "state"'),
    "group": ("fit", "suits", "the group `suits` was called `fit`"),
    "model": ('"m"', '"n"', 'the model is called "n", was "m"'),
}  # fmt: skip


def edited(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new)


@pytest.mark.parametrize("name", CASES)
def test_what_changed(name: str) -> None:
    old, new, expected = CASES[name]
    comparison = change_of(BASE, edited(old, new))
    assert told(comparison) == expected
    assert [pair.same for pair in comparison.rules].count(False) == sum("rule" in line.split() for line in expected)


@pytest.mark.parametrize("name", UNCHANGED)
def test_what_is_no_change(name: str) -> None:
    old, new = UNCHANGED[name]
    comparison = change_of(BASE, edited(old, new))
    assert told(comparison) == []
    assert comparison.renamed == ()
    assert sentence(comparison, None) == SAME


@pytest.mark.parametrize("name", CALLED)
def test_what_is_only_called_otherwise(name: str) -> None:
    old, new, expected = CALLED[name]
    comparison = change_of(BASE, edited(old, new))
    assert told(comparison) == []
    assert comparison.renamed == (expected,)
    assert sentence(comparison, None) == SAME_BUT_NAMES


def test_a_rule_keeps_its_name_whatever_else_changes() -> None:
    after = edited('when country is "US" add 10 as home', "each demo add 7 as home")
    (change,) = change_of(BASE, after).changes
    assert (change.name, change.how) == ("home", "changed")
    assert change.differences == ('no longer only if `country is "US"`', "`when` → `each`")


def test_rules_about_different_things_are_two() -> None:
    after = edited("when industry in banks add 20", "when visit visits >= 9 add 20")
    assert told(change_of(BASE, after)) == [
        "added rule when visit visits >= 9 add 20",
        "removed rule when industry in banks add 20",
    ]


def test_places_are_those_after_the_change() -> None:
    (change,) = change_of(BASE, edited("add 10 as home", "add 11 as home")).changes
    assert str(change.place).endswith("compared.lead:19:3")


def test_many_changes_at_once() -> None:
    after = BASE
    for name in ("points", "let", "grade", "segment"):
        old, new, _ = CASES[name]
        after = after.replace(old, new)
    assert sentence(change_of(BASE, after), None) == (
        "1 rule changed, the grade changed, 1 stage changed, 1 segment changed; there are no leads to try it on."
    )
