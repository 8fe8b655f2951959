"""Addresses of explanatory texts."""

from django.urls import path

from scoring.views import narratives

urlpatterns = [
    path("narratives/", narratives.index, name="narratives"),
    path("narratives/begin/", narratives.begin, name="narrative_begin"),
    path("narratives/<uuid:public_id>/", narratives.detail, name="narrative"),
    path("narratives/<uuid:public_id>/edit/", narratives.edit, name="narrative_edit"),
    path("narratives/<uuid:public_id>/renew/", narratives.renew, name="narrative_renew"),
    path("narratives/<uuid:public_id>/publish/", narratives.publish, name="narrative_publish"),
    path("narratives/<uuid:public_id>/withdraw/", narratives.withdraw, name="narrative_withdraw"),
    path("narratives/<uuid:public_id>/docx/", narratives.docx, name="narrative_docx"),
]
