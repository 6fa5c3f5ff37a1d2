"""A text as words, numbers, quoted texts and signs, each with its place in the text as it was typed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Kind = Literal["word", "number", "text", "domain", "path", "name", "date", "sign"]

_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("   ​\t\x0b\x0c  \ufeff", " "),
        **dict.fromkeys("•◦▪●‣·∙○■□☐☑✓✔✅➤►▶", "•"),
        **dict.fromkeys("→⇒➜➔", "→"),
        "×": "x",
        "；": ";",
        "：": ":",
        "，": ",",
        "＋": "+",
    }
)
"""One sign for another, so that places stay what they are."""

_SCALES: Final = {
    "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mm": 1_000_000, "mn": 1_000_000, "mio": 1_000_000,
    "mil": 1_000_000, "million": 1_000_000, "millions": 1_000_000, "b": 1_000_000_000, "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}  # fmt: skip

_TOKEN: Final = re.compile(
    r"""
    (?P<newline>\n|\r)
  | (?P<space>[ ]+)
  | "(?P<text>[^"\n]{1,200})"
  | (?<![\w'])'(?P<single>[^'\n]{2,120}?)'(?![\w'])
  | (?P<name>\x01[^\x01\n]*\x01)
  | (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<date>\d{4}-\d{2}-\d{2}(?![\w-]))
  | (?P<domain>@?(?:[a-zA-Z0-9-]+\.)+(?:com|net|org|io|co|ai|de|eu|uk|fr|ch|at|nl|edu|gov
      |example|test|dev|app|info|biz|us|ca)\b(?!\w))
  | (?P<path>(?<![\w.])/[a-zA-Z][\w/-]*(?:/\*|\*)?)
  | (?P<dotted>(?:[A-Za-z]\.){2,})
  | (?P<sign_of>[+-](?=[ ]?[$€£]?\d)(?<![\w)%]))?(?P<money>[$€£][ ]?)?
    (?P<digits>\d{1,3}(?:[,.']\d{3})+(?![\d])|\d+(?:\.\d+)?)
    (?:(?P<scale>[ ]?(?:thousand|millions?|billion|mio|mil|mm|mn|bn|[kKmMbB])(?![\w]))
      |(?P<unit>(?:pts?|points?|p|x|d|h|w|mo|day|days|min|mins|emp|ee|st|nd|rd|th)(?![\w])))?
    (?P<after>[ ]?%|\+(?![\w]))?(?P<usd>[ ]?(?:usd|eur|gbp|dollars|euros?)\b)?
  | (?P<multiplied>[xX](?P<times>\d{1,3})(?!\w))
  | (?P<and_or>and/or\b)
  | (?P<without>w/o\b)
  | (?P<with>w/)
  | (?P<word>(?<![\w-])e-mails?(?![\w-])|[^\W\d_][^\W_]*(?:'[^\W\d_]+)?)
  | (?P<compare>==+>|--+>|<=|>=|=<|=>|->|==|!=|[<>=≥≤→])
  | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """``text``: a word in lower case, what stands between quotes, a sign; ``raw``: as it was typed.

    ``value``: of a number, with the flags ``money`` ("$"), ``percent``, ``or_more`` ("3+"), ``signed`` ("+" or "-");
    ``unit``: what is written right behind it ("pts", "x", "d").
    ``is_joined``: a hyphen joins it to the word before.
    """

    kind: Kind
    text: str
    raw: str
    start: int
    end: int
    value: Decimal | None = None
    money: str = ""
    percent: bool = False
    or_more: bool = False
    signed: str = ""
    unit: str = ""
    is_joined: bool = False

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text in words

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.text in signs

    @property
    def may_be_points(self) -> bool:
        """Whether nothing is written behind a number but what is written behind points."""
        return self.unit in ("", "pts", "pt", "points", "point", "p")


def as_typed(tokens: Sequence[Token]) -> str:
    """Words as they were typed, with a space between each two."""
    return " ".join(t.raw for t in tokens)


_BETWEEN_CELLS: Final = re.compile(
    r"^([ \t]*(?:[-*•o>+]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\t+)|(?<=\S)([ ]*\t[ \t]*)(?=\S)", re.MULTILINE
)
"""A tab as spreadsheets write it when cells are copied, but not the one behind a bullet."""


_CODE: Final = re.compile(r"`([\w.+]+)`")
"""A word that is marked as code."""


def same_length(text: str) -> str:
    """The text with one dash for all dashes and so on; every character stays where it is."""
    text = _CODE.sub(r" \1 ", text)
    return _BETWEEN_CELLS.sub(_cell_line, text).translate(_SAME)


def _cell_line(m: "re.Match[str]") -> str:
    return m[0] if m[1] else "|".ljust(len(m[0]))


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of ``text[start:end]``; ``text`` went through ``same_length``."""
    return tuple(_tokens(text, start, len(text) if end is None else end))


def _tokens(text: str, at: int, end: int) -> Iterator[Token]:
    hyphen = False
    while at < end:
        m = _TOKEN.match(text, at, end)
        if m is None:  # a sign that no rule knows
            at += 1
            continue
        kind = m.lastgroup
        raw = m.group()
        here, at = at, max(m.end(), at + 1)
        if m["newline"] or m["space"]:
            hyphen = False
            continue
        found = _read(m, raw, here, hyphen)
        hyphen = False
        if found is None:
            if _is_joint(text, here, end):
                hyphen = True
                continue
            if raw not in "'_*#\\":
                yield Token("sign", "and/or" if kind == "and_or" else raw, raw, here, at)
            continue
        yield from found


def _is_joint(text: str, at: int, end: int) -> bool:
    """Whether the hyphen or line at this place joins two words."""
    if text[at] not in "-_" or not 0 < at < end - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    return (before.isalpha() or text[at] == "_") and (after.isalpha() or text[at] == "_")


_CONTRACTED: Final = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"), "ain't": ("is", "not"),
    "let's": ("let", "us"), "havent": ("have", "not"), "hasnt": ("has", "not"), "dont": ("do", "not"),
    "doesnt": ("does", "not"), "didnt": ("did", "not"), "isnt": ("is", "not"), "arent": ("are", "not"),
    "wasnt": ("was", "not"), "shouldnt": ("should", "not"), "cant": ("can", "not"), "wont": ("will", "not"),
    "hadnt": ("had", "not"), "mustnt": ("must", "not"), "we'd": ("we", "would"), "i'd": ("i", "would"),
}  # fmt: skip


def _read(m: "re.Match[str]", raw: str, at: int, hyphen: bool) -> tuple[Token, ...] | None:
    end = m.end()
    if m["text"] is not None or m["single"] is not None:
        inner = m["text"] if m["text"] is not None else m["single"]
        return (Token("text", inner, raw, at, end),)
    if m["name"]:
        return (Token("name", raw[1:-1], raw, at, end),)
    if m["email"]:
        return (Token("text", raw, raw, at, end),)
    if m["date"]:
        return (Token("text", raw, raw, at, end),)
    if m["domain"]:
        return (Token("domain", raw.lstrip("@").lower(), raw, at, end),)
    if m["path"]:
        return (Token("path", raw.rstrip("*").rstrip("/") or "/", raw, at, end),)
    if m["dotted"]:
        return (Token("word", raw.replace(".", "").lower(), raw.replace(".", ""), at, end),)
    if m["digits"]:
        return (_number(m, raw, at, end),)
    if m["times"]:
        return (Token("number", raw, raw, at, end, Decimal(m["times"]), unit="x"),)
    if m["without"]:
        return (Token("word", "without", raw, at, end),)
    if m["with"]:
        return (Token("word", "with", raw, at, end),)
    if m["word"]:
        return _words(raw, at, end, hyphen)
    if m["compare"]:
        text = {"≥": ">=", "≤": "<=", "=>": "→", "->": "→", "=<": "<=", "==": "="}.get(
            raw, "→" if raw[:2] in ("==", "--") and raw[-1] == ">" else raw
        )
        return (Token("sign", text, raw, at, end),)
    if raw == "@":
        return (Token("word", "at", raw, at, end),)
    if raw == "&":
        return (Token("word", "and", raw, at, end),)
    return None


def _words(raw: str, at: int, end: int, hyphen: bool) -> tuple[Token, ...]:
    low = raw.lower()
    if low in _CONTRACTED:
        return tuple(Token("word", part, raw, at, end) for part in _CONTRACTED[low])
    if low.endswith("n't"):
        stem = low[:-3]
        return Token("word", stem, raw[:-3], at, end - 3), Token("word", "not", raw[-3:], end - 3, end)
    if low in ("e-mail", "e-mails"):
        return (Token("word", low.replace("-", ""), raw, at, end),)
    if "'" in low:
        head, tail = low.split("'", 1)
        if tail in ("s", "re", "ve", "ll", "d", "m"):
            more = {"re": "are", "ve": "have", "ll": "will", "m": "am"}.get(tail)
            cut = at + len(head)
            if tail == "s" and head in ("it", "that", "he", "she", "who", "there", "what"):
                more = "is"
            word = Token("word", head, raw[: len(head)], at, cut, is_joined=hyphen)
            return (word, Token("word", more, raw[len(head) :], cut, end)) if more else (word,)
    return (Token("word", low, raw, at, end, is_joined=hyphen),)


def _number(m: "re.Match[str]", raw: str, at: int, end: int) -> Token:
    digits = m["digits"]
    if re.fullmatch(r"\d{1,3}(?:[,.']\d{3})+", digits):
        digits = re.sub(r"[,.']", "", digits)
    value = Decimal(digits) * _SCALES.get((m["scale"] or "").strip().lower(), 1)
    after = (m["after"] or "").strip()
    money = (m["money"] or "").strip() or (m["usd"] or "").strip().lower()
    unit = (m["unit"] or "").lower()
    return Token("number", raw, raw, at, end, value, money, after == "%", after == "+", (m["sign_of"] or "")[:1], unit)
