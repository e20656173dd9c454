"""A report as one HTML file that needs nothing else: no script, no style or font from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.diagnostics import N_, Translate, fill
from tongwen.encode.html import element, joined, page
from tongwen.hosts.runner import Difference
from tongwen.hosts.trial import Result
from tongwen.text.opaque import Code
from tongwen.verify.report import Broken, Report, absent, step_of
from tongwen.verify.style import STYLE
from tongwen.verify.told import share
from tongwen.verify.words import at_step, expected, pairs, part, seen, steps

CASES = 20
"""How many cases of a rule are shown; all are in the JSON and in the JUnit file."""


def as_html(report: Report, language: str, translate: Translate) -> bytes:
    """The document in UTF-8, its words in the chosen language."""
    title = fill(translate(N_("Host {host} against {spec} {release}")), _names(report))
    inside = [
        element("header", element("h1", title), _verdict(report, translate), _counts(report, translate)),
        _overview(report, translate) if report.broken else "",
        *(_rule(report, broken, number, translate) for number, broken in enumerate(report.broken)),
        _absent(report, translate) if report.lacking else "",
    ]
    return page("zh-Hans" if language == "zh" else language, title, STYLE, element("main", *inside)).encode()


def _names(report: Report) -> dict[str, str | int]:
    return {"host": report.host, "spec": report.matrix.spec, "release": report.matrix.release}


def _verdict(report: Report, translate: Translate) -> Code:
    if report.green:
        words = translate(N_("The host keeps every rule that was tried."))
    elif report.broken:
        words = fill(translate(N_("Rules that the host breaks: {count}")), {"count": len(report.broken)})
    else:
        words = translate(N_("Nothing was run, so nothing is known."))
    return element("p", words, class_="verdict green" if report.green else "verdict red")


def _counts(report: Report, translate: Translate) -> Code:
    shown = [
        (str(report.count("passed")), N_("cases passed"), "green" if report.count("passed") else ""),
        (str(report.count("failed")), N_("cases failed"), "red" if report.count("failed") else ""),
        (str(report.count("not-run")), N_("cases not run"), ""),
        (f"{report.seconds:.1f} s", N_("duration"), ""),
    ]
    tiles = [element("li", element("strong", number, class_=colour), translate(name)) for number, name, colour in shown]
    return element("ul", *tiles, class_="counts")


def _overview(report: Report, translate: Translate) -> Code:
    names = [translate(name) for name in (N_("Rule"), N_("Failed"), N_("In the spec"))]
    head = element("tr", element("th", names[0]), element("th", names[1], class_="number"), element("th", names[2]))
    rows = [
        element(
            "tr",
            element(
                "td",
                element("a", broken.words.title or broken.rule, href=f"#rule-{number}"),
                element("code", broken.rule, class_="id") if broken.words.title else "",
            ),
            element("td", f"{len(broken.failed)} / {broken.run}", class_="number", data_label=names[1]),
            element("td", element("code", broken.words.place), data_label=names[2]),
        )
        for number, broken in enumerate(report.broken)
    ]
    changes = [
        element("li", element("strong", str(number), class_="count"), element("span", *_prose(translate(sentence))))
        for sentence, number in report.changes().items()
    ]
    return joined(
        element(
            "section",
            element("h2", translate(N_("What to change, and how many cases call for it:"))),
            element("ul", *changes, class_="changes"),
        ),
        element("section", element("h2", translate(N_("Rules broken"))), _table(head, rows)),
    )


def _rule(report: Report, broken: Broken, number: int, translate: Translate) -> Code:
    words = broken.words
    names = [translate(name) for name in (N_("What"), N_("Expected"), N_("Seen"))]
    rows = [row for result in broken.examples(CASES) for row in _case(report, result, names, translate)]
    more = len(broken.failed) - CASES
    return element(
        "section",
        element("h2", words.title or broken.rule),
        element("p", element("code", broken.rule), " · ", element("code", words.place), class_="faint"),
        element("p", element("strong", share(broken, translate), class_="red")),
        element("p", *_prose(words.note)) if words.note else "",
        element("h3", translate(N_("What to change:"))),
        element("ul", *(element("li", *_prose(translate(sentence))) for sentence in broken.changes()), class_="change"),
        element("h3", translate(N_("Cases that failed"))),
        _table(element("tr", *(element("th", name) for name in names)), rows),
        element("p", fill(translate(N_("and {count} more cases")), {"count": more}), class_="faint")
        if more > 0
        else "",
        id=f"rule-{number}",
    )


def _prose(text: str) -> Iterator[Code | str]:
    """Words with `code` in them."""
    for number, piece in enumerate(text.split("`")):
        yield element("code", piece) if number % 2 else piece


def _case(report: Report, result: Result, names: list[str], translate: Translate) -> Iterator[Code]:
    head = element("th", element("code", result.id), _how(report, result, translate), colspan="3", scope="rowgroup")
    yield element("tr", head, class_="case")
    for found in result.differences:
        yield _difference(found, names, translate)


def _difference(found: Difference, names: list[str], translate: Translate) -> Code:
    return element(
        "tr",
        element("td", part(found, translate)),
        element("td", expected(found, translate), class_="expected", data_label=names[1]),
        element("td", seen(found, translate), class_="seen", data_label=names[2]),
    )


def _how(report: Report, result: Result, translate: Translate) -> Code:
    """What was done, folded away: the surroundings, the steps, and the command that does it again."""
    step = step_of(result.differences)
    told = steps(result.case, translate)
    where = at_step(result.case, step, translate)
    fails = step or len(told)
    rows = [
        element("li", row, class_="fails" if number == fails else "")
        for number, row in enumerate(told[:fails], start=1)
    ]
    again = report.again(result)
    return joined(
        element("p", where, class_="red") if where else "",
        element(
            "details",
            element("summary", translate(N_("How to see it:"))),
            element("p", pairs(result.case["world"])),
            element("ol", *rows),
            element("p", element("code", again)) if again else "",
        ),
    )


def _absent(report: Report, translate: Translate) -> Code:
    names = [translate(name) for name in (N_("The host cannot"), N_("Cases not run"))]
    head = element("tr", element("th", names[0]), element("th", names[1], class_="number"))
    rows = [
        element(
            "tr",
            element("td", element("code", name) if name else translate(N_("the host had stopped answering"))),
            element("td", str(number), class_="number", data_label=names[1]),
        )
        for name, number in absent(report)
    ]
    note = translate(N_("These cases are not counted as passed: nothing is known about them."))
    return element("section", element("h2", translate(N_("Not run"))), element("p", note), _table(head, rows))


def _table(head: Code, rows: list[Code]) -> Code:
    return element("table", element("thead", head), element("tbody", joined(*rows)))
