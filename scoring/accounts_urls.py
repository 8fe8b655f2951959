"""Addresses of budgets and final accounts, part of those of `scoring.urls`."""

from django.urls import path

from scoring.views import finance_cells, finance_entry, finances

urlpatterns = [
    path("finances/", finances.index, name="finances"),
    path("finances/add/", finance_entry.add, name="finance_add"),
    path("finances/<uuid:public_id>/", finances.detail, name="finance"),
    path("finances/<uuid:public_id>/xlsx/", finances.xlsx, name="finance_xlsx"),
    path("finances/<uuid:public_id>/head/", finance_entry.head, name="finance_head"),
    path("finances/<uuid:public_id>/add/", finance_entry.table_add, name="finance_table_add"),
    path("finances/<uuid:public_id>/<int:position>/", finances.table, name="finance_table"),
    path(
        "finances/<uuid:public_id>/<int:position>/replace/",
        finance_entry.table_replace,
        name="finance_table_replace",
    ),
    path(
        "finances/<uuid:public_id>/<int:position>/remove/",
        finance_cells.remove,
        name="finance_table_remove",
    ),
    path(
        "finances/<uuid:public_id>/<int:position>/<int:row>/<int:column>/",
        finance_cells.cell,
        name="finance_cell",
    ),
]
