"""The departments and accounts of the demo: people, telephones and bodies above are invented."""

from dataclasses import dataclass

from projects.models import Department, User

PASSWORD = "demo-perf-2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDepartment:
    """A department of the demo; `parent` is the code of the one above."""

    code: str
    name: str
    kind: str
    region: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account of the demo."""

    username: str
    name: str
    role: str
    code: str | None  # of the department
    phone: str = "0000-0000000"

    @property
    def password(self) -> str:
        """The same for all."""
        return PASSWORD

    @property
    def role_label(self) -> str:
        """The role as people call it."""
        return str(User.Role(self.role).label)

    @property
    def department_name(self) -> str:
        """The department's name, empty for administrators."""
        return next((d.name for d in DEPARTMENTS if d.code == self.code), "")


Kind = Department.Kind
DEPARTMENTS = (
    DemoDepartment(code="000", name="示范市财政局", kind=Kind.FINANCE, region="41"),
    DemoDepartment(
        code="100",
        name="示范市科协系统（主管部门）",
        kind=Kind.SUPERVISING,
        region="41",
        parent="000",
    ),
    DemoDepartment(
        code="200",
        name="示范市科技系统（主管部门）",
        kind=Kind.SUPERVISING,
        region="41",
        parent="000",
    ),
    DemoDepartment(
        code="254101", name="焦作市科学技术协会", kind=Kind.UNIT, region="410800", parent="100"
    ),
    DemoDepartment(
        code="311001", name="三门峡市科学技术协会", kind=Kind.UNIT, region="411200", parent="100"
    ),
    DemoDepartment(
        code="731", name="张家口市科学技术协会", kind=Kind.UNIT, region="130700", parent="100"
    ),
    DemoDepartment(
        code="261301", name="焦作市产业技术科学院", kind=Kind.UNIT, region="410800", parent="200"
    ),
)

Role = User.Role
ACCOUNTS = (
    DemoAccount(username="lijing", name="李静", role=Role.FILER, code="254101"),
    DemoAccount(username="zhouhao", name="周浩", role=Role.UNIT_HEAD, code="254101"),
    DemoAccount(username="sunwei", name="孙伟", role=Role.FILER, code="311001"),
    DemoAccount(username="wuhao", name="吴昊", role=Role.FILER, code="731"),
    DemoAccount(username="hejun", name="何军", role=Role.FILER, code="261301"),
    DemoAccount(username="chenjie", name="陈洁", role=Role.SUPERVISOR, code="100"),
    DemoAccount(username="wangqiang", name="王强", role=Role.REVIEWER, code="000"),
    DemoAccount(username="zhengmin", name="郑敏", role=Role.ARBITER, code="000"),
    DemoAccount(username="caizheng", name="赵倩", role=Role.FINANCE, code="000"),
    DemoAccount(username="shenji", name="钱进", role=Role.AUDITOR, code="000"),
    DemoAccount(username="sysadmin", name="系统管理员", role=Role.SYSTEM_ADMIN, code=None),
    DemoAccount(username="secadmin", name="安全管理员", role=Role.SECURITY_ADMIN, code=None),
    DemoAccount(username="logadmin", name="审计管理员", role=Role.AUDIT_ADMIN, code=None),
)
