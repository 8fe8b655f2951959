"""The root of all addresses."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from perf.views import health, home
from projects.views.people import password

READ_AND_POST = ["get", "head", "post"]

urlpatterns = [
    path("", home, name="home"),
    path(
        "signin/",
        LoginView.as_view(redirect_authenticated_user=True, http_method_names=READ_AND_POST),
        name="signin",
    ),
    path("signout/", LogoutView.as_view(http_method_names=["post"]), name="signout"),
    path("password/", password, name="password"),
    path("health/", health, name="health"),
    path("accounts/", include("projects.urls")),
    path("api/", include("scoring.api.urls")),
    path("", include("scoring.urls")),
]
