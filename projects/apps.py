"""Departments, people, projects, plans as rows, accounts, access and trail."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The app at the bottom: it knows nothing of scores."""

    name = "projects"
    verbose_name = "部门与项目"
    default_auto_field = "django.db.models.BigAutoField"
