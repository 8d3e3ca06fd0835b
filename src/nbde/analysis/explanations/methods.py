"""The steps of a published method in the reader's language, with the figures put in."""

from __future__ import annotations

from nbde.analysis.explanations.steps import Step, written
from nbde.analysis.status import NOT_ASSESSED
from nbde.methods import method, steps
from nbde.methods.steps import Row


def method_steps(name: str, row: Row, lang: str) -> list[Step]:
    """The steps to the label of a row; empty ones where the method gives none."""
    if row.label == NOT_ASSESSED:
        return [Step("score"), Step("status", status=row.label)]
    return [with_figures(step, row.label, lang) for step in method(name).steps(row)]


def with_figures(step: steps.Step, label: str, lang: str) -> Step:
    """A method's step with the figures in the slots of its formula; `label` is for the status."""
    figures = {name: written(figure) for name, figure in step.figures.items()}
    return Step(
        step.figure,
        step.formula.zh if lang == "zh" else step.formula.en,
        step.formula.text.format_map(figures),
        step.result,
        status=label if step.figure == "status" else "",
    )
