"""Groups, stages and the like in the words of the language, as a change shows them."""

from ...dsl import model as m
from ...dsl.values import points_text
from ...dsl.words import written_name, written_text
from ...dsl.zones import Calendar
from ..phrases import condition_words, duration_text


def quoted(words: str) -> str:
    """Words of the rules inside a sentence; in other quotes if names with backticks stand in them."""
    return f"“{words}”" if "`" in words else f"`{words}`"


def model_words(model: m.Model) -> str:
    words = [f"model {written_text(model.name)}"] if model.name else ["model"]
    if model.baseline:
        words.append(f"baseline {points_text(model.baseline)}")
    words += _limits(model.maximum, model.minimum)
    if model.timezone != "UTC":
        words.append(f"timezone {written_text(model.timezone)}")
    return " ".join(words)


def group_words(group: m.Group, calendar: Calendar) -> str:
    words = [f"group {written_name(group.name)}"]
    if group.parent is not None:
        words.append(f"in {written_name(group.parent)}")
    words += _limits(group.maximum, group.minimum)
    if group.apart:
        words.append("apart")
    words += [f"resets on {stream.text}" for stream in group.resets]
    if group.only_for is not None:
        words.append(f"for {condition_words(group.only_for, calendar)}")
    return " ".join(words)


def _limits(maximum: int | None, minimum: int | None) -> list[str]:
    return [f"{word} {points_text(n)}" for word, n in (("max", maximum), ("min", minimum)) if n is not None]


def grade_words(line: m.GradeLine) -> str:
    bands = (b.label if b.threshold is None else f"{b.label} from {points_text(b.threshold)}" for b in line.bands)
    return f"{written_name(line.group) if line.group is not None else 'score'} {', '.join(bands)}"


def stage_words(stage: m.Stage, calendar: Calendar) -> str:
    words = [f"stage {written_name(stage.name)}"]
    if stage.after is not None:
        words.append(f"after {written_name(stage.after)}")
    if stage.holds_until is not None:
        words.append(f"holds until {stage.holds_until.text}")
    words.append("when " + " or when ".join(when.text for when in stage.whens))
    words += [route_words(route, calendar) for route in stage.routes]
    return " ".join(words)


def route_words(route: m.Route, calendar: Calendar) -> str:
    words = [f"route to {written_text(route.queue)}"]
    words += [word for word in [due_words(route)] if word]
    if route.met_by is not None:
        words.append(f"met by {route.met_by.text}")
    if route.only_for is not None:
        words.append(f"for {condition_words(route.only_for, calendar)}")
    return " ".join(words)


def due_words(route: m.Route) -> str:
    """By when a response is due; empty if no time is promised."""
    if route.within is not None:
        return f"within {duration_text(route.within)}"
    if route.business_days is not None:
        return f"within {route.business_days} business day{'s' * (route.business_days != 1)}"
    return ""
