"""Definitions with what is expected of them, and how a drafter does on them: graded by running its drafts.

    found = definitions(shipped("open"))
    graded = [grade(definition, drafter) for definition in found]
    figures(graded)                                     # rates and counts

No text of a draft is compared with another: made-up leads are scored with it.
"""

from .definitions import Definition, Expected, definitions, shipped
from .grading import Graded, Miss, grade
from .table import Figures, figures

__all__ = ["Definition", "Expected", "Figures", "Graded", "Miss", "definitions", "figures", "grade", "shipped"]
