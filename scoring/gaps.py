"""What still keeps a document from being submitted. Pure.

A draft may be saved with gaps; a submission is refused with every gap listed at once.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing to mend: `anchor` is the id of its field or row on the entry page.

    `label` says the place as people call it (第 6 行 指标值), `message` what is so and what to do.
    `url`: of a page of its own, where it stands in no field there.
    """

    anchor: str
    label: str
    message: str
    url: str = ""
