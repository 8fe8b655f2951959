"""The schema says what the API answers: every answer is held against it."""

import json

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator
from rest_framework.renderers import JSONRenderer

from scoring.models import Finding
from scoring.services.findings import recheck
from scoring.services.waivers import waive, waiver_mark
from tests.api.conftest import LIST
from tests.factories import AT, make_department, make_draft, make_plan, make_project, make_sheet

pytestmark = pytest.mark.django_db

DETAIL = "/api/v1/sheets/{public_id}/"
FINDINGS = "/api/v1/findings/"


@pytest.fixture
def schema():
    with GENERATOR_STATS.silence():
        made = SchemaGenerator().get_schema(request=None, public=True)
        assert not GENERATOR_STATS, "the generator guessed"
    return json.loads(JSONRenderer().render(made))


def strict(node):
    """OpenAPI 3.0 as JSON schema, where an undescribed key is a fault."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: strict(value) for key, value in node.items() if key != "nullable"}
    if "properties" in made and "type" in made:
        made["additionalProperties"] = False
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") else made


def faults(schema, path, status, body):
    """What the described answer of that status does not allow in `body`."""
    described = schema["paths"][path]["get"]["responses"][str(status)]["content"]
    whole = {**strict(described["application/json"]["schema"])}
    whole["components"] = {
        "schemas": {name: strict(one) for name, one in schema["components"]["schemas"].items()}
    }
    return [error.message for error in Draft202012Validator(whole).iter_errors(body)]


def test_the_schema_is_sound_and_nothing_in_it_is_guessed(schema):
    validate_schema(schema)
    assert set(schema["paths"]) == {LIST, DETAIL, FINDINGS}
    assert {method for path in schema["paths"].values() for method in path} == {"get"}


def test_it_is_served_to_a_signed_in_person(ask, schema):
    status, served = ask("/api/v1/schema/", format="json")
    assert (status, served["paths"].keys()) == (200, schema["paths"].keys())


def test_every_answer_is_as_described(ask, schema, sheet, unit):
    project = make_project(department=unit)
    draft = make_draft()
    draft.indicators.clear()
    empty = make_sheet(plan=make_plan(department=unit, project=project, draft=draft))
    answers = [
        (LIST, *ask(LIST)),
        (LIST, *ask(LIST, year="2050")),
        (LIST, *ask(LIST, year="x", page="y")),
        (LIST, *ask(LIST, page="9")),
        (DETAIL, *ask(f"{LIST}{sheet.public_id}/")),
        (DETAIL, *ask(f"{LIST}{empty.public_id}/")),
        (DETAIL, *ask(f"{LIST}{make_sheet(department=make_department()).public_id}/")),
        (DETAIL, *ask(f"{LIST}no-id/")),
    ]
    assert [status for _, status, _ in answers] == [200, 200, 400, 400, 200, 200, 404, 404]
    assert [found for path, *told in answers if (found := faults(schema, path, *told))] == []


def test_every_answer_about_findings_is_as_described(ask, schema, sheet, unit, filer):
    recheck(department=unit, year=2021, at=AT)
    doubt = Finding.objects.filter(severity="doubt", blocks=False).first()
    waive(finding=doubt, reason="已核对", seen=waiver_mark(doubt), by=filer, at=AT)
    answers = [
        (FINDINGS, *ask(FINDINGS)),
        (FINDINGS, *ask(FINDINGS, waived="true")),
        (FINDINGS, *ask(FINDINGS, year="2050")),
        (FINDINGS, *ask(FINDINGS, severity="worse", page="y")),
    ]
    assert [status for _, status, _ in answers] == [200, 200, 200, 400]
    assert [body["count"] for _, _, body in answers[1:3]] == [1, 0]
    assert [found for path, *told in answers if (found := faults(schema, path, *told))] == []
    answers[1][2]["results"][0]["waiver"].pop("reason")
    assert faults(schema, *answers[1])


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(extra="x"),
        lambda body: body.pop("grade"),
        lambda body: body.update(computed_total=66.69),
        lambda body: body.update(computed_total="sixty"),
        lambda body: body.update(state="OPEN"),
        lambda body: body["lines"][0].update(row="0"),
        lambda body: body["lines"][0].update(explanation=None),
        lambda body: body["findings"][0].pop("expected"),
    ],
)
def test_an_answer_that_is_not_as_described_is_noticed(ask, schema, sheet, change):
    status, body = ask(f"{LIST}{sheet.public_id}/")
    change(body)
    assert faults(schema, DETAIL, status, body)


def test_every_described_filter_is_one_that_is_taken(ask, schema, sheet):
    described = {one["name"] for one in schema["paths"][LIST]["get"]["parameters"]}
    assert described == {"year", "department", "state", "page"}
    given = {"year": "2021", "department": "T1", "state": "DRAFT", "page": "1"}
    assert ask(LIST, **given)[0] == 200
