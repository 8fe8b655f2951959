"""The families of checks, one module each, in the order in which a unit's papers are read.

A new check in a family is one function with its case file; a new family is one line here.
"""

from types import ModuleType

from scoring.checks import (
    accounts_items,
    accounts_same,
    accounts_sums,
    accounts_text,
    branch,
    budgets,
    dates,
    directions,
    kinds,
    misplaced,
    reasons,
    rows,
    shapes,
    texts,
    trees,
    unit_funds,
    unit_projects,
    unit_work,
    units,
)

FAMILIES: tuple[ModuleType, ...] = (
    trees,
    texts,
    budgets,
    rows,
    misplaced,
    shapes,
    units,
    directions,
    kinds,
    dates,
    reasons,
    accounts_sums,
    accounts_same,
    accounts_text,
    accounts_items,
    unit_funds,
    unit_projects,
    unit_work,
    branch,
)
