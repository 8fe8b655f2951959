"""Budget and final-account figures (财政预决算数据), one row per printed cell."""

from django.db import models
from django.db.models import Q

from projects.models.business import BusinessRow
from projects.models.fields import ExactDecimalField


class AccountDocument(BusinessRow):
    """A published budget (预算) or final account (决算) of one department and year."""

    class Kind(models.TextChoices):
        """Which of the two documents of a year."""

        BUDGET = "BUDGET", "预算"
        FINAL = "FINAL", "决算"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    money_unit = models.CharField(max_length=4, default="万元")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "kind"],
                name="account_document_of_a_kind_once_per_department_and_year",
            ),
            models.CheckConstraint(
                name="account_document_kind_is_known", condition=Q(kind__in=["BUDGET", "FINAL"])
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AccountTable(BusinessRow):
    """A table of the document; `role` says which one whatever its printed number is."""

    document = models.ForeignKey(AccountDocument, models.CASCADE, related_name="tables")
    position = models.PositiveSmallIntegerField()
    form = models.CharField("表号", max_length=40, blank=True)
    title = models.CharField("表名", max_length=120)
    role = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "role"], name="account_table_role_once_per_document"
            ),
            models.UniqueConstraint(
                fields=["document", "position"], name="account_table_position_once_per_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.title}".strip()


class AccountCell(BusinessRow):
    """One printed cell: row and column are counted from 0, `column_path` is the printed heading.

    A blank cell is a row with an empty text and no amount: blank, 0 and a dash stay apart.
    """

    table = models.ForeignKey(AccountTable, models.CASCADE, related_name="cells")
    row = models.PositiveSmallIntegerField()
    column = models.PositiveSmallIntegerField()
    column_path = models.CharField(max_length=120)
    text = models.CharField(max_length=300, blank=True)
    amount = ExactDecimalField(null=True, blank=True)

    class Meta:
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "row", "column"], name="account_cell_once_per_place"
            ),
            models.CheckConstraint(
                name="account_amount_has_its_printed_text",
                condition=Q(amount__isnull=True) | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text
