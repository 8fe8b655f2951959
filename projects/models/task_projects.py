"""Which projects a main task of a whole department is carried out by."""

from django.db import models

from projects.models.business import BusinessRow
from projects.models.plans import Task
from projects.models.projects import Project


class TaskProject(BusinessRow):
    """A link between a task (年度主要任务) and a project of the same department."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="project_links")
    project = models.ForeignKey(Project, models.PROTECT, related_name="task_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "project"], name="project_is_linked_once_to_a_task"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.project}"
