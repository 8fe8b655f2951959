"""Departments and accounts, for the system administrator."""

from django.urls import path

from projects.views import accounts

app_name = "projects"

urlpatterns = [
    path("", accounts.index, name="accounts"),
    path("departments/add/", accounts.add_department_page, name="department_add"),
    path("people/add/", accounts.add_account_page, name="account_add"),
]
