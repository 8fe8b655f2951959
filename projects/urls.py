"""Departments, accounts, projects and years, for the system administrator."""

from django.urls import path

from projects.views import administration, departments, imports, people, projects

app_name = "projects"

urlpatterns = [
    path("", administration.index, name="accounts"),
    path("years/", administration.years, name="years"),
    path("departments/", departments.index, name="departments"),
    path("departments/add/", departments.add, name="department_add"),
    path("departments/search/", departments.search, name="department_search"),
    path("departments/<uuid:public_id>/", departments.detail, name="department"),
    path("departments/<uuid:public_id>/change/", departments.change, name="department_change"),
    path("departments/<uuid:public_id>/move/", departments.move, name="department_move"),
    path("departments/<uuid:public_id>/rename/", departments.rename, name="department_rename"),
    path("departments/<uuid:public_id>/merge/", departments.merge, name="department_merge"),
    path("departments/<uuid:public_id>/close/", departments.close, name="department_close"),
    path("departments/<uuid:public_id>/reopen/", departments.reopen, name="department_reopen"),
    path("people/", people.index, name="people"),
    path("people/add/", people.add, name="account_add"),
    path("people/<uuid:public_id>/", people.detail, name="account"),
    path("people/<uuid:public_id>/change/", people.change, name="account_change"),
    path("people/<uuid:public_id>/disable/", people.disable, name="account_disable"),
    path("people/<uuid:public_id>/enable/", people.enable, name="account_enable"),
    path("people/<uuid:public_id>/reset/", people.reset, name="account_reset"),
    path("people/<uuid:public_id>/unlock/", people.unlock, name="account_unlock"),
    path("projects/", projects.index, name="projects"),
    path("projects/add/", projects.add, name="project_add"),
    path("projects/<uuid:public_id>/", projects.detail, name="project"),
    path("projects/<uuid:public_id>/change/", projects.change, name="project_change"),
    path("projects/<uuid:public_id>/move/", projects.move, name="project_move"),
    path("projects/<uuid:public_id>/close/", projects.close, name="project_close"),
    path("projects/<uuid:public_id>/reopen/", projects.reopen, name="project_reopen"),
    path("imports/<slug:kind>/new/", imports.add, name="import_new"),
    path("imports/<slug:kind>/template/", imports.template, name="import_template"),
    path("imports/<uuid:public_id>/", imports.detail, name="import"),
    path("imports/<uuid:public_id>/errors/", imports.errors, name="import_errors"),
]
