"""Addresses of explanatory texts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
