"""Exports in the background: ask, watch, cancel, fetch."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import Verb, get_visible, require_role, signed_in
from projects.models import Job, User
from projects.services.jobs import ask_job, cancel_job, may_fetch
from scoring.forms.jobs import ExportForm
from scoring.queries.jobs import own_jobs
from scoring.services.exports import KIND
from scoring.services.rechecks import KINDS
from scoring.tasks import run_job
from scoring.views.filters import asked_year

# (page, part of it that htmx asks for)
STATE = ("scoring/job_detail.html", "scoring/_job_state.html")
CLOSED = ("scoring/job_closed.html", "scoring/_job_closed.html")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the person's jobs, with the form that asks for one."""
    user = signed_in(request.user)
    require_role(user, Verb.EXPORT)
    year = asked_year(request, user)
    context = {
        "jobs": _listed(user),
        "form": ExportForm(user=user, initial={"year": year}),
        "year": year,
    }
    return render(request, "scoring/job_list.html", context)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a branch's sheets of a year as one zip of workbooks."""
    user = signed_in(request.user)
    require_role(user, Verb.EXPORT)
    form = ExportForm(request.POST, user=user)
    if not form.is_valid():
        context = {"jobs": _listed(user), "form": form}
        return render(request, "scoring/job_list.html", context, status=422)
    department, year = form.cleaned_data["department"], form.cleaned_data["year"]
    job = ask_job(
        kind=KIND,
        title=f"{department.name} {year.year} 年度自评表（xlsx，打包）",
        department=department,
        year=year,
        by=user,
        at=timezone.now(),
        send=run_job.delay,
    )
    return redirect("scoring:job", public_id=job.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how far a job is (htmx asks again by itself), or cancel it."""
    user = signed_in(request.user)
    job = get_visible(own_jobs(user), public_id)
    if request.method == "POST":
        if cancel_job(job=job, by=user, at=timezone.now()):
            kept = "已检查的单位已存" if job.kind in KINDS else "没有生成文件"
            messages.success(request, f"已取消，{kept}。")
        return redirect("scoring:job", public_id=job.public_id)
    is_check = job.kind in KINDS
    is_closed = job.state == Job.State.DONE and not is_check and not may_fetch(user, job)
    page, part = CLOSED if is_closed else STATE
    is_part = request.headers.get("HX-Request") == "true"
    context = {"job": job, "year": job.year_id, "is_check": is_check}
    return render(request, part if is_part else page, context)


@require_safe
def file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Give the file of a finished job to the person who asked for it, and to nobody else.

    Nor to him once his role or department is another: 404, see `may_fetch`.
    """
    user = signed_in(request.user)
    job = get_visible(own_jobs(user), public_id)
    path = Path(settings.FILES_DIR) / job.file_path
    if not may_fetch(user, job) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=job.file_name)


def _listed(user: User) -> list[Job]:
    """The latest jobs; one whose file is not given any more is listed without it."""
    jobs = list(own_jobs(user)[:50])
    for job in jobs:
        if not may_fetch(user, job):
            job.file_path = ""  # here only: nothing is stored
    return jobs
