"""A report as text for the terminal: a table of the rules that are broken, then what to change for each."""

from __future__ import annotations

from collections.abc import Iterator

from tongwen.diagnostics import N_, Translate, fill, visible
from tongwen.encode.wrap import width, wrap
from tongwen.hosts.trial import Result
from tongwen.verify.advice import advice
from tongwen.verify.matrix import RuleWords
from tongwen.verify.report import Broken, Report, absent, step_of
from tongwen.verify.words import at_step, difference, pairs, steps

RULES = 10
"""How many rules are told about, those that most cases show; the table names all."""
EXAMPLES = 2
"""How many cases of a rule are told in full."""
COLUMNS = 100


def as_text(report: Report, translate: Translate) -> str:
    """The table, the rules one by one, what was not run, and the count, which stays in sight on a terminal."""
    lines: list[str] = []
    if report.broken:
        lines += [*_table(report, translate), "", *_changes(report, translate), ""]
    for broken in report.broken[:RULES]:
        lines += [*_rule(report, broken, translate), ""]
    more = len(report.broken) - RULES
    if more > 0:
        words = N_("Not told here: {count} more rules of the table; see `--rule NAME`, `--html FILE`, `--format json`.")
        lines += [fill(translate(words), {"count": more}), ""]
    lines += not_run(report, translate)
    lines.append(count(report, translate))
    return "\n".join(lines)


def _table(report: Report, translate: Translate) -> Iterator[str]:
    rows = [(translate(N_("Failed")), translate(N_("Rule broken")), translate(N_("In the spec")))]
    rows += [
        (f"{len(b.failed)}/{b.run}", visible(b.rule), visible(b.words.place)) for b in report.broken
    ]  # the same order as below
    widths = [max(width(row[column]) for row in rows) for column in range(3)]
    rows.insert(1, tuple("-" * columns for columns in widths))  # type: ignore[arg-type]
    for failed, rule, place in rows:
        room = [" " * (columns - width(cell)) for columns, cell in zip(widths, (failed, rule, place), strict=True)]
        yield f"{room[0]}{failed}  {rule}{room[1]}  {place}".rstrip()


def _changes(report: Report, translate: Translate) -> Iterator[str]:
    yield translate(N_("What to change, and how many cases call for it:"))
    changes = report.changes()
    room = max(len(str(number)) for number in changes.values())
    for sentence, number in changes.items():
        yield from _block(f"  {number:>{room}}  ", translate(sentence))


def _rule(report: Report, broken: Broken, translate: Translate) -> Iterator[str]:
    words = broken.words
    yield f"{visible(broken.rule)}: {share(broken, translate)}"
    if words.place:
        yield f"  {visible(words.place)}"
    for text in (words.title, words.note):
        yield from _block("  ", visible(text))
    yield "  " + translate(N_("What to change:"))
    for sentence in broken.changes():
        yield from _block("  - ", translate(sentence))
    examples = broken.examples(EXAMPLES)
    for result in examples:
        yield from _example(report, result, translate)
    if len(broken.failed) > len(examples):
        yield "  " + fill(translate(N_("and {count} more cases")), {"count": len(broken.failed) - len(examples)})


def _example(report: Report, result: Result, translate: Translate) -> Iterator[str]:
    yield "  " + fill(translate(N_("Case {case}")), {"case": result.id})
    yield from _block("      ", visible(pairs(result.case["world"])))
    for number, step in _done(result, translate):
        yield from _block(f"      {number}. ", step)
    where = at_step(result.case, step_of(result.differences), translate)
    if where:
        yield from _block("    ", where)
    for found in result.differences:
        yield from _block("    > ", difference(found, translate))
    again = report.again(result)
    if again:
        yield "    $ " + visible(again)


def failure(result: Result, words: RuleWords | None, translate: Translate) -> list[str]:
    """One failed case for a reader who sees no other: what differs, the rule, what to change, how to see it."""
    words = words or RuleWords()
    failed_at = step_of(result.differences)
    lines = [
        at_step(result.case, failed_at, translate),
        *(difference(found, translate) for found in result.differences),
        "",
        f"{visible(result.rule)}  {visible(words.place)}".rstrip(),
        *(visible(text) for text in (words.title, words.note) if text),
        translate(N_("What to change:")),
        *(f"- {translate(sentence)}" for sentence in advice(result.differences)),
        translate(N_("How to see it:")),
        visible(pairs(result.case["world"])),
        *(f"{number}. {step}" for number, step in _done(result, translate)),
    ]
    return lines if lines[0] else lines[1:]


def _done(result: Result, translate: Translate) -> Iterator[tuple[int, str]]:
    """The numbered steps up to the one that failed."""
    told = steps(result.case, translate)
    yield from enumerate(told[: step_of(result.differences) or len(told)], start=1)


def _block(head: str, text: str) -> Iterator[str]:
    """Lines of a text, the first after `head`, the others indented as far."""
    if text:
        first, *rest = wrap(text, COLUMNS - len(head))
        yield head + first
        yield from (" " * len(head) + row for row in rest)


def share(broken: Broken, translate: Translate) -> str:
    """`12 of 40 cases failed, only with platform=android`."""
    words = N_("{failed} of {run} cases failed")
    told = fill(translate(words), {"failed": len(broken.failed), "run": broken.run})
    if not broken.only:
        return told
    return translate(N_(", ")).join([told, fill(translate(N_("all with {values}")), {"values": pairs(broken.only)})])


def not_run(report: Report, translate: Translate) -> list[str]:
    """What was not run, and why."""
    lines = []
    for name, number in absent(report):
        words = (
            N_("not run: {count}, because the host says that it cannot: {name}")
            if name
            else N_("not run: {count}, because the host had stopped answering")
        )
        lines.append(fill(translate(words), {"count": number, "name": name}))
    return lines


def count(report: Report, translate: Translate) -> str:
    """The last line."""
    words = N_("{host}: {passed} passed, {failed} failed, {absent} not run, in {seconds} s")
    return fill(
        translate(words),
        {
            "host": report.host,
            "passed": report.count("passed"),
            "failed": report.count("failed"),
            "absent": report.count("not-run"),
            "seconds": f"{report.seconds:.1f}",
        },
    )
