"""Who may ask the API at all; which rows it tells of is for `projects.access.visible`.

`rest_framework.views` reads the default permissions while it loads, so it is not imported here.
"""

from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from projects.access import Verb, has
from projects.models import User


class MayRead(IsAuthenticated):
    """Signed in, in a role that sees business data: the administrators are told 403."""

    message = "您的角色没有这项权限。如有需要，请联系系统管理员。"

    def has_permission(self, request: Request, view: object) -> bool:
        """Whether the person may read anything here; `view` does not matter."""
        user = request.user
        return isinstance(user, User) and has(user, Verb.SEE)
