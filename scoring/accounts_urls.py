"""Addresses of budgets and final accounts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
