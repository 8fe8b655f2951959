"""The root of all addresses."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from perf.views import health, home
from projects.views.people import password

urlpatterns = [
    path("", home, name="home"),
    path("signin/", LoginView.as_view(redirect_authenticated_user=True), name="signin"),
    path("signout/", LogoutView.as_view(), name="signout"),
    path("password/", password, name="password"),
    path("health/", health, name="health"),
    path("accounts/", include("projects.urls")),
    path("api/", include("scoring.api.urls")),
    path("", include("scoring.urls")),
]
