"""The form of tasks and their projects: a box for each project under each task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import QueryDict

from projects.models import Project


@dataclass(frozen=True, slots=True)
class Choice:
    """A box: a project under a task."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TaskChoices:
    """A task with its boxes."""

    task: Any
    field: str
    choices: list[Choice]


class TaskLinksForm:
    """Reads which projects each task has. `errors` are messages; `links` is what to save.

    The form carries a fingerprint of what was stored when it was shown (`was`): what somebody else
    changed meanwhile is told once and not written over.
    """

    def __init__(
        self, tasks: Sequence[Any], projects: Sequence[Project], data: QueryDict | None = None
    ) -> None:
        self.tasks, self.projects = tasks, projects
        self.stored = {
            task.public_id: frozenset(UUID(one.project) for one in task.projects) for task in tasks
        }
        self.links = self.stored
        self.errors: list[str] = []
        self.status = 422
        if data is not None:
            self._read(data)

    def _read(self, data: QueryDict) -> None:
        known = {project.public_id.hex: project.public_id for project in self.projects}
        typed = {task.public_id: data.getlist(f"task-{task.public_id.hex}") for task in self.tasks}
        if any(one not in known for chosen in typed.values() for one in chosen):
            self.errors.append("选的项目不在本部门，没有写入任何内容。请刷新页面后重选。")
        self.links = {
            task: frozenset(known[one] for one in chosen if one in known)
            for task, chosen in typed.items()
        }
        if not (was := data.get("was")):
            self.status = 428
            self.errors.append("没有收到页面的版本，没有写入。请刷新页面后重选。")
        elif was != self.was and self.links != self.stored:
            self.errors.append(
                "您打开本页之后，别人改过对应关系，没有覆盖。下面是您选的；"
                "核对后再按一次“保存对应项目”，将以您选的为准。"
            )

    @property
    def was(self) -> str:
        """The fingerprint of what is stored: 16 hexadecimal digits of SHA-256."""
        return links_mark(self.stored)

    def refuse(self, reason: str) -> None:
        """Show what the service refused although every box looked right."""
        self.errors.append(reason)

    def rows(self) -> list[TaskChoices]:
        """Every task with its boxes to show."""
        return [
            TaskChoices(
                task,
                f"task-{task.public_id.hex}",
                [
                    Choice(
                        project.public_id.hex,
                        project.name,
                        project.public_id in self.links[task.public_id],
                    )
                    for project in self.projects
                ],
            )
            for task in self.tasks
        ]


def links_mark(stored: Mapping[UUID, frozenset[UUID]]) -> str:
    """The fingerprint of tasks and their projects: 16 hexadecimal digits of SHA-256."""
    pairs = sorted(
        f"{task.hex} {project.hex}" for task, chosen in stored.items() for project in chosen
    )
    return sha256("\n".join(pairs).encode()).hexdigest()[:16]
