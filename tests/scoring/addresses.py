"""Every page and file that belongs to one row, and what an answer is but for its tokens."""

import re
import uuid

from django.urls import reverse

_TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # a CSRF token is masked anew in every answer


def address(name, *ids):
    return reverse(f"scoring:{name}", args=ids)


def addresses(sheet, leaf, job):
    """Page name -> (method, address, the same with ids that nobody has)."""
    plan, unit = sheet.plan.public_id, sheet.department.public_id
    ids = {
        "department": ("get", [unit]),
        "plan": ("get", [plan]),
        "plan_edit": ("get", [plan]),
        "sheet": ("get", [sheet.public_id]),
        "sheet_xlsx": ("get", [sheet.public_id]),
        "sheet_entry": ("get", [sheet.public_id]),
        "sheet_row": ("post", [sheet.public_id, "lines", leaf.public_id]),
        "job": ("get", [job.public_id]),
        "job_file": ("get", [job.public_id]),
    }
    return {
        name: (method, address(name, *own), address(name, *map(_nobodys, own)))
        for name, (method, own) in ids.items()
    }


def _nobodys(part):
    return part if isinstance(part, str) else uuid.uuid4()


def without_tokens(response):
    """Status, headers and bytes, CSRF tokens blotted out."""
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    return response.status_code, headers, _TOKEN.sub(b"token", response.content)
