"""A page is sent by the person who opened it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from projects.models import User


def require_same_person(request: HttpRequest, user: User) -> None:
    """Refuse what another person's page sends after somebody else has signed in beside it."""
    if request.POST.get("person", str(user.public_id)) != str(user.public_id):
        raise PermissionDenied(
            f"这一页是另一个账号打开的，现在登录的是 {user.name}。没有写入任何内容。"
            "请用原账号登录。"
        )
