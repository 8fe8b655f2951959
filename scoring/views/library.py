"""The indicator library: searched by everybody below a bureau, kept by its finance people."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import (
    Verb,
    get_visible,
    has,
    may,
    require,
    require_role,
    shared,
    signed_in,
)
from projects.forms.seen import status_of
from projects.marks import Overtaken
from projects.models import LibraryEntry, User
from projects.services.library import add_entry, change_entry, retire_entry
from scoring.forms.library import USES, EntryForm, asked_of
from scoring.queries.library import entry_page, library_list
from scoring.views.filters import asked_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Search the library by words, or by the pinyin initials of a name."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    asked = asked_of(request.GET)
    context = {
        "entries": asked_page(request, library_list(user, asked)),
        "asked": asked,
        "uses": USES,
        "may_keep": has(user, Verb.LIBRARY),
    }
    return render(request, "scoring/library_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one entry and what approved plans of the branch usually say."""
    user = signed_in(request.user)
    entry = _entry(user, public_id)
    context = {"page": entry_page(user, entry), "entry": entry}
    context["may_keep"] = may(user, Verb.LIBRARY, entry)
    return render(request, "scoring/library_entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add an entry to the library of the person's bureau."""
    user = signed_in(request.user)
    require_role(user, Verb.LIBRARY)
    form = EntryForm(request.POST or None, user=user)
    if form.is_valid():
        assert user.department is not None  # constraint: finance people have one
        try:
            entry = add_entry(
                department=user.department, draft=form.draft, by=user, at=timezone.now()
            )
        except IntegrityError:
            # Two clicks: the name was given since it was looked for, and the form now says so.
            form = EntryForm(request.POST, user=user)
            if form.is_valid():
                raise
        else:
            messages.success(request, f"指标库已新增“{entry.name}”。")
            return redirect("scoring:library_entry", public_id=entry.public_id)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change an entry; plans that took it over keep what they have."""
    user = signed_in(request.user)
    entry = _entry(user, public_id)
    require(user, Verb.LIBRARY, entry)
    form = EntryForm(request.POST or None, user=user, entry=entry)
    if form.is_valid():
        try:
            change_entry(
                entry=entry,
                draft=form.draft,
                seen=form.seen_version,
                by=user,
                at=timezone.now(),
            )
        except Overtaken as overtaken:
            form.tell(overtaken)
        except IntegrityError:
            form = EntryForm(request.POST, user=user, entry=entry)  # as above
            if form.is_valid():
                raise
        else:
            messages.success(request, f"指标库“{form.draft.name}”已保存。")
            return redirect("scoring:library_entry", public_id=public_id)
    return _form_page(request, form, entry)


@require_POST
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an entry out of use, or back into it."""
    user = signed_in(request.user)
    entry = _entry(user, public_id)
    require(user, Verb.LIBRARY, entry)
    is_active = request.POST.get("in_use") == "1"
    retire_entry(entry=entry, is_active=is_active, by=user, at=timezone.now())
    words = "已恢复使用" if is_active else "已停用，不再出现在选用列表里"
    messages.success(request, f"“{entry.name}”{words}。")
    return redirect("scoring:library_entry", public_id=public_id)


def _entry(user: User, public_id: UUID) -> LibraryEntry:
    return get_visible(shared(user, LibraryEntry).select_related("department"), public_id)


def _form_page(request: HttpRequest, form: EntryForm, entry: LibraryEntry | None) -> HttpResponse:
    context = {"form": form, "entry": entry}
    return render(request, "scoring/library_form.html", context, status=status_of(form))
