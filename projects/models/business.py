"""What every business row carries: whose it is, of which year, a public id and a version."""

import uuid

from django.db import models


class BusinessRow(models.Model):
    """A row that belongs to one department and one year.

    `public_id` is what addresses and the API show: counting numbers would tell how many sheets
    others have. `version` grows with every change.
    """

    department = models.ForeignKey("projects.Department", models.PROTECT, related_name="+")
    year = models.ForeignKey("projects.FiscalYear", models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    year_id: int
    department_id: int

    class Meta:
        abstract = True
