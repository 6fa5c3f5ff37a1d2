"""Windows and numbers that stand behind what they bound."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.times import Length, bare_window_at
from ...reading.tokens import Token
from .anchors import missed
from .condition import Condition, Fact, Happened, Open, Steps, events_in, joined, within
from .counts import count_at
from .grouping import Atom


def count_in(tokens: Sequence[Token], at: int, atom: Atom) -> tuple[Atom, int] | None:
    """ "(3+ times, last 14 days)" behind events."""
    c = atom.found.condition
    count = count_at(tokens, at + 1)
    if count is None or not isinstance(c, Happened) or c.bound is not None or c.measure or c.negated or count.different:
        return None
    end = count.end
    end += end < len(tokens) and tokens[end].is_sign(",")
    window = bare_window_at(tokens, end)
    if window is not None:
        c, end = replace(c, window=window[0].text), window[1]
    if end >= len(tokens) or not tokens[end].is_sign(")"):
        return None
    notes = (*atom.found.notes, count.note)
    return replace(atom, found=replace(atom.found, condition=replace(c, bound=count.bound), notes=notes)), end + 1


def count_behind(tokens: Sequence[Token], at: int, atom: Atom) -> tuple[Atom, int] | None:
    """ "Pricing page visits: 3 or more"."""
    c = atom.found.condition
    count = count_at(tokens, at + 1)
    if count is None or not isinstance(c, Happened) or c.bound is not None or c.measure or c.negated or count.different:
        return None
    notes = (*atom.found.notes, count.note)
    return replace(atom, found=replace(atom.found, condition=replace(c, bound=count.bound), notes=notes)), count.end


def count_after(tokens: Sequence[Token], at: int, atom: Atom) -> tuple[Atom, int] | None:
    """ "pricing page, 3 or more visits in 30 days": a number of times behind a comma."""
    c = atom.found.condition
    if not isinstance(c, Happened) or c.bound is not None or c.measure or c.negated or c.window:
        return None
    count = count_at(tokens, at + 1)
    if count is None or count.different:
        return None
    times = tokens[count.end - 1].is_word("times", "time") or tokens[count.end - 1].text in ("twice", "once")
    noun = words_at(tokens, count.end, phrases("visits|views|times|clicks|opens|downloads|visit|view|hits|page views"))
    end = count.end + noun
    is_end = end >= len(tokens) or bare_window_at(tokens, end) is not None or tokens[end].is_sign(",", ")", ";")
    if not (noun or times) or not is_end:
        return None
    notes = (*atom.found.notes, count.note)
    return replace(atom, found=replace(atom.found, condition=replace(c, bound=count.bound), notes=notes)), end


def has_count(atom: Atom) -> bool:
    c = atom.found.condition
    return isinstance(c, Happened) and (c.bound is not None or bool(c.measure))


def bound_by(atoms: list[Atom], window: str, notes: list[str]) -> bool:
    """Gives a window to the events before it that have none; whether there are any."""
    done = 0
    for i in range(len(atoms) - 1, -1, -1):
        if isinstance(atoms[i].found.condition, Open):
            done += 1
            continue
        if not events_in(atoms[i].found.condition):
            if done or not isinstance(atoms[i].found.condition, Fact):
                break
            continue
        found = atoms[i].found
        if done and _is_turned(atoms[-1]) and not _is_turned(atoms[i]):
            break  # "a demo request without a visit in 30 days": of the visits alone
        atoms[i] = replace(atoms[i], found=replace(found, condition=within(found.condition, window)))
        done += 1
    if done > 1:
        notes.append(f"the window of {window} holds for all {done} of the events before it")
    return done > 0


def point_bound(tokens: Sequence[Token], at: int) -> tuple[Bound, int] | None:
    """ "60 points", "at least 60 pts", "60+ points", "60pts or more"."""
    t = tokens[at] if at < len(tokens) else None
    if t is not None and t.kind == "number" and t.unit in ("pts", "pt", "points", "point", "p") and not t.signed:
        end = at + 1
        if t.or_more:
            return Bound(low=t.value), end
        size = words_at(tokens, end, phrases("or more|and above|and up|or higher|and more"))
        return (Bound(low=t.value), end + size) if size else (Bound(t.value, t.value, exact=True), end)
    found = bound_at(tokens, at)
    if found is not None and found[1] < len(tokens) and tokens[found[1]].is_word("points", "pts", "point", "pt"):
        return found[0], found[1] + 1
    return None


def _is_turned(atom: Atom) -> bool:
    return isinstance(atom.found.condition, Happened) and atom.found.condition.negated


def rated(atoms: list[Atom], window: str) -> bool:
    """ "5 visits in 7 days": a rate of these events, and of others that are counted right before them."""
    done = False
    for i in range(len(atoms) - 1, -1, -1):
        found = atoms[i].found
        if not has_count(atoms[i]) or not events_in(found.condition):
            break
        atoms[i] = replace(atoms[i], found=replace(found, condition=within(found.condition, window)))
        done = True
    return done


def spanned(atoms: list[Atom], window: str, words: str, answers: Mapping[str, str]) -> bool:
    """ "a and b within 7 days": up to now, or from the one to the other? That is asked; whether it was settled here."""
    if len(atoms) < 2 or atoms[-1].joint != "and":
        return False
    first, second = atoms[-2].found.condition, atoms[-1].found.condition
    for c in (first, second):
        if not isinstance(c, Happened) or c.bound or c.measure or c.negated or c.window:
            return False
    assert isinstance(first, Happened) and isinstance(second, Happened)
    names = [f"`{c.name or c.source}`" for c in (first, second)]
    question = f"Is “{words}” counted up to now, or from {names[0]} to {names[1]}?"
    choices = ("up to now", "from the first to the second, in this order")
    answer = answers.get(question)
    if answer == choices[0]:
        return False
    condition: Condition = Steps((first.source, second.source), window) if answer else Open(words, choices, question)
    notes = (*atoms[-2].found.notes, *atoms[-1].found.notes)
    found = replace(atoms[-1].found, condition=condition, notes=notes)
    atoms[-2:] = [replace(atoms[-2], found=found)]
    return True


def unfollowed(atoms: list[Atom], length: Length, is_after: bool, answers: Mapping[str, str]) -> bool:
    """ "a cart, but no purchase within 7 days": of the cart, or up to now? That is asked, unless it is said."""
    first, second = atoms[-2].found.condition, atoms[-1].found.condition
    if not isinstance(first, Happened) or not isinstance(second, Happened) or first.bound or first.measure:
        return False
    names = [f"`{c.name or c.source}`" for c in (first, second)]
    question = f"Is “no {names[1]} within {length.text}” counted from {names[0]} on, or up to now?"
    choices = (f"from {names[0]} on", "up to now")
    answer = choices[0] if is_after else answers.get(question)
    condition: Condition | None = Open(f"no {names[1]} within {length.text}", choices, question)
    if answer == choices[0]:
        condition = missed(first, second, length)
    elif answer is not None:
        condition = joined("all", [first, replace(second, window=length.text)])
    if condition is None:
        return False
    notes = (*atoms[-2].found.notes, *atoms[-1].found.notes, length.assumption)
    atoms[-2:] = [replace(atoms[-2], found=replace(atoms[-1].found, condition=condition, notes=notes))]
    return True
