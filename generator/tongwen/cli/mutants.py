"""`tongwen verify --mutants`: the proof that the matrix can fail."""

from __future__ import annotations

import click
from click.exceptions import Exit

from tongwen.cli.common import show
from tongwen.cli.language import translate as _
from tongwen.cli.progress import Progress
from tongwen.cli.shape import Shape
from tongwen.diagnostics import N_
from tongwen.verify import mutants
from tongwen.verify.kinds import MUTANTS_MISFIT
from tongwen.verify.matrix import Matrix
from tongwen.verify.proof import as_json, as_text
from tongwen.verify.select import Filter


def prove(read: Matrix, wanted: Filter, form: Shape) -> None:
    """Break the host and the rules, print what noticed it, and end with 1 if something was not noticed."""
    with Progress(N_("breaking things: {done} of {count} mutants")) as progress:
        proof = mutants.prove(read, wanted, progress.show)
    if isinstance(proof, list):
        show(proof)
        raise Exit(1 if proof[0].kind is MUTANTS_MISFIT else 2)
    click.echo(as_json(proof, read, _) if form is Shape.json else as_text(proof, _))
    raise Exit(0 if proof.holds else 1)
