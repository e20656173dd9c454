"""A report as JUnit XML, the form that CI systems read: a suite for each profile, a class for each rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from tongwen.diagnostics import Translate, visible
from tongwen.hosts.trial import Result
from tongwen.verify.report import Report
from tongwen.verify.told import failure
from tongwen.verify.words import difference, reason

_ILLEGAL = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(report: Report, translate: Translate) -> bytes:
    """The document in UTF-8."""
    root = ET.Element("testsuites", {"name": _legal(report.host), **_totals(report.results)})
    suites: dict[str, list[Result]] = {}
    for result in report.results:
        suites.setdefault(str(result.case["profile"]), []).append(result)
    for profile, results in suites.items():
        suite = ET.SubElement(
            root, "testsuite", {"name": _legal(profile), **_totals(results), "skipped": _absent(results)}
        )
        for result in results:
            _case(suite, result, report, translate)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _totals(results: Sequence[Result]) -> dict[str, str]:
    """What both levels count; only a suite counts what was skipped, says the usual schema."""
    return {
        "tests": str(len(results)),
        "failures": str(sum(result.state == "failed" for result in results)),
        "errors": "0",
        "time": f"{sum(result.seconds for result in results):.3f}",
    }


def _absent(results: Sequence[Result]) -> str:
    return str(sum(result.state == "not-run" for result in results))


def _case(suite: ET.Element, result: Result, report: Report, translate: Translate) -> None:
    # named after the rule that the case holds: whichever it breaks, a CI system must know the case again
    names = {"classname": _legal(str(result.case["rule"])), "name": _legal(result.id)}
    case = ET.SubElement(suite, "testcase", {**names, "time": f"{result.seconds:.3f}"})
    if result.state == "failed":
        _failure(case, result, report, translate)
    elif result.state == "not-run":
        ET.SubElement(case, "skipped", {"message": _legal(reason(result.lacking, translate))})


def _failure(case: ET.Element, result: Result, report: Report, translate: Translate) -> None:
    told = difference(result.differences[0], translate)
    failed = ET.SubElement(case, "failure", {"message": _legal(told), "type": _legal(result.rule)})
    lines = [*failure(result, report.matrix.rules.get(result.rule), translate), report.again(result)]
    failed.text = _legal("\n".join(filter(None, lines)))


def _legal(text: str) -> str:
    """Characters that XML cannot hold are shown as escapes."""
    return _ILLEGAL.sub(lambda match: visible(match[0]), text)
