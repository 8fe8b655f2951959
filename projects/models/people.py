"""The people who sign in, each with one role in one department."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac


class UserManager(BaseUserManager["User"]):
    """Finds people with their department; accounts are made by `projects.services.people`."""

    def get_queryset(self) -> "models.QuerySet[User]":
        """Bring the department along: every page asks for it."""
        return super().get_queryset().select_related("department")


class User(AbstractBaseUser):
    """A person's account.

    One account has one role, so the three administrators (系统、安全、审计) exclude each other and
    every business role by construction.
    """

    class Role(models.TextChoices):
        """What the account may do; the rights stand in `projects.access`."""

        FILER = "FILER", "填报人"
        UNIT_HEAD = "UNIT_HEAD", "单位负责人"
        SUPERVISOR = "SUPERVISOR", "主管部门审核人"
        REVIEWER = "REVIEWER", "复核人"
        ARBITER = "ARBITER", "仲裁人"
        FINANCE = "FINANCE", "财政管理人"
        AUDITOR = "AUDITOR", "审计（只读）"
        SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
        SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
        AUDIT_ADMIN = "AUDIT_ADMIN", "审计管理员"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField("用户名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    department = models.ForeignKey(
        "projects.Department", models.PROTECT, null=True, blank=True, related_name="people"
    )
    phone = models.CharField("办公电话", max_length=30, blank=True)
    email = models.EmailField("电子邮箱", max_length=120, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_has_a_department_unless_an_administrator",
                condition=Q(department__isnull=False)
                | Q(role__in=["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"]),
            ),
            models.CheckConstraint(
                name="user_role_is_known",
                condition=Q(
                    role__in=[
                        "FILER", "UNIT_HEAD", "SUPERVISOR", "REVIEWER", "ARBITER", "FINANCE",
                        "AUDITOR", "SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN",
                    ]
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must agree with: another password, role or department ends it."""
        told = f"{self.password} {self.role} {self.department_id}"
        return salted_hmac("projects.models.people.User", told, algorithm="sha256").hexdigest()
