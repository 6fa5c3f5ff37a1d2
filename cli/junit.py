"""The results of tests as JUnit XML, which build servers read."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from ..dsl import render

if TYPE_CHECKING:
    from ..engine.suites import Suites, Timed

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(path: Path, suites: "Suites") -> None:
    """Write a report with a suite for each file; what could not be run is an error in a suite of its own."""
    from ..engine.whole_files import write_whole

    write_whole(path, junit(suites))


def junit(suites: "Suites") -> str:
    root = ElementTree.Element("testsuites", name="leadwright")
    for suite in suites.suites:
        failed = sum(not timed.tested.passed for timed in suite.results)
        element = _suite(root, suite.file, len(suite.results), failed, 0, sum(t.seconds for t in suite.results))
        for timed in suite.results:
            _case(element, suite.file, timed)
    for broken in suites.broken:
        name, errors = broken.name, broken.errors
        element = _suite(root, name, 1, 0, 1, 0)
        case = ElementTree.SubElement(element, "testcase", name="check", classname=name, time="0")
        error = ElementTree.SubElement(case, "error", message="errors in the rules")
        error.text = _NOT_IN_XML.sub("", render.text(errors))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _suite(
    root: ElementTree.Element, name: str, tests: int, failures: int, errors: int, seconds: float
) -> ElementTree.Element:
    return ElementTree.SubElement(
        root, "testsuite", name=_attribute(name), tests=str(tests), failures=str(failures), errors=str(errors),
        time=f"{seconds:.3f}",
    )  # fmt: skip


def _case(suite: ElementTree.Element, file: str, timed: "Timed") -> None:
    test = timed.tested.test
    case = ElementTree.SubElement(
        suite, "testcase", name=_attribute(test.name), classname=_attribute(file), time=f"{timed.seconds:.3f}"
    )
    if test.place is not None:
        case.set("file", _attribute(file))
        case.set("line", str(test.place.source.position(test.place.span.start)[0]))
    for failure in timed.tested.failures:
        said = "; ".join(failure.found)
        element = ElementTree.SubElement(
            case, "failure", message=_attribute(f"expected {failure.expected.removeprefix('expect ')}, found {said}")
        )
        place = f"{failure.place}: " if failure.place else ""
        element.text = _NOT_IN_XML.sub("", f"{place}expected {failure.expected.removeprefix('expect ')}\nfound {said}")


def _attribute(text: str) -> str:
    return _NOT_IN_XML.sub("", " ".join(text.split()))
