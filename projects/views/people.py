"""Accounts: list, one with its trail, and what can be done to it; one's own password."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import get_visible, signed_in
from projects.forms.people import ChangeAccountForm, NewAccountForm, PasswordForm
from projects.models import User
from projects.queries.departments import trail_of
from projects.queries.people import account_rows, is_locked
from projects.services.passwords import (
    change_own_password,
    draw_password,
    reset_password,
    unlock_account,
)
from projects.services.people import (
    AccountRefused,
    account_mark,
    change_account,
    create_account,
    disable_account,
    enable_account,
)
from projects.views.managing import (
    carried_out,
    form_page,
    manager,
    page_of,
    query_of,
    words_of,
)

FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List accounts, searched, filtered and paged."""
    manager(request)
    asked = {name: words_of(request, name) for name in ("q", "role", "state")}
    context = {
        "page": page_of(request, account_rows(**asked)),
        "roles": User.Role.choices,
        "query": query_of(**asked),
        **asked,
    }
    return render(request, "projects/account_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One account with its trail."""
    manager(request)
    account = get_visible(User.objects.all(), public_id)
    context = {"account": account, "locked": is_locked(account), "trail": trail_of(account)}
    return render(request, "projects/account_detail.html", context)


@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Add an account; its one-time password is in this answer and nowhere else."""
    user = manager(request)
    form = NewAccountForm(request.POST or None)
    password = draw_password()
    account = carried_out(
        form,
        lambda: create_account(
            **form.cleaned_data,
            password=password,
            is_one_time=True,
            by=user,
            at=timezone.now(),
        ),
    )
    if account:
        return _handed_over(request, account, password, "已新增账号")
    back = reverse("projects:people")
    return form_page(request, form, title="新增账号", button="新增账号", back=back)


@require_http_methods(FORM)
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change name, role, department, telephone and e-mail."""
    user = manager(request)
    account = get_visible(User.objects.all(), public_id)
    now = {
        "name": account.name,
        "role": account.role,
        "department": account.department.code if account.department else "",
        "phone": account.phone,
        "email": account.email,
    }
    form = ChangeAccountForm(request.POST or None, initial=now, mark=account_mark(account))
    done = carried_out(
        form,
        lambda: change_account(account=account, **form.cleaned_data, by=user, at=timezone.now()),
    )
    if done:
        messages.success(request, f"已保存账号“{done.username}”。")
        return redirect("projects:account", account.public_id)
    back = reverse("projects:account", args=[account.public_id])
    crumbs = [(reverse("projects:people"), "账号"), (back, account.username)]
    note = "改了角色或单位，这个账号须重新登录。"
    return form_page(
        request, form, title="修改账号", button="保存修改", back=back, crumbs=crumbs, note=note
    )


@require_POST
def disable(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Disable an account: its next request is refused."""
    return _act(request, public_id, disable_account, "已停用账号，正在使用的会话立即失效。")


@require_POST
def enable(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enable an account again."""
    return _act(request, public_id, enable_account, "已启用账号。")


@require_POST
def unlock(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let an account that was locked after wrong passwords try again."""
    return _act(request, public_id, unlock_account, "已解除登录锁定。")


@require_POST
def reset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a one-time password; it is in this answer and nowhere else."""
    user = manager(request)
    account = get_visible(User.objects.all(), public_id)
    try:
        password = reset_password(account=account, by=user, at=timezone.now())
    except AccountRefused as error:
        messages.error(request, f"{error}没有写入任何内容。")
        return redirect("projects:account", account.public_id)
    return _handed_over(request, account, password, "已重设密码")


@require_http_methods(FORM)
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    user = signed_in(request.user)
    form = PasswordForm(request.POST or None)
    account = carried_out(
        form, lambda: change_own_password(user=user, **form.said(), at=timezone.now())
    )
    if account:
        update_session_auth_hash(request, account)
        messages.success(request, "密码已修改，其他地方的登录已失效。")
        return redirect("home")
    note = "您用的是一次性密码。请先改成自己的密码，再继续。" if user.must_change_password else ""
    context = {"title": "修改密码", "button": "修改密码", "back": reverse("home")}
    return form_page(request, form, note=note, is_own=True, **context)


def _act(
    request: HttpRequest, public_id: UUID, act: Callable[..., User], told: str
) -> HttpResponse:
    """Do something to an account and go back to its page; a refusal is told there."""
    user = manager(request)
    account = get_visible(User.objects.all(), public_id)
    try:
        act(account=account, by=user, at=timezone.now())
    except AccountRefused as error:
        messages.error(request, f"{error}没有写入任何内容。")
    else:
        messages.success(request, told)
    return redirect("projects:account", account.public_id)


def _handed_over(request: HttpRequest, account: User, password: str, told: str) -> HttpResponse:
    """The one page that shows a one-time password."""
    context = {"account": account, "password": password, "told": told}
    return render(request, "projects/account_password.html", context)
