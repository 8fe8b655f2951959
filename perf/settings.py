"""All settings. What differs from place to place comes from the environment, see `environment`."""

import os
from datetime import timedelta
from typing import Any

import pghistory
from csp.constants import NONE, SELF

from perf import CHECKOUT, __version__
from perf.embedded.cluster import APPLICATION, DATABASE, OWNER
from perf.environment import read

VERSION = __version__
ENVIRONMENT = read(os.environ, CHECKOUT)
VAR_DIR = ENVIRONMENT.var_dir
FILES_DIR = ENVIRONMENT.files_dir
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts

INSTALLED_APPS = [
    "perf",
    "scoring",
    "projects",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "perf.middleware.PasswordChangeMiddleware",
    "perf.middleware.SessionEndedMiddleware",
    "perf.middleware.NotStoredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it looks at the answer of the sign-in page
]
ROOT_URLCONF = "perf.urls"
WSGI_APPLICATION = "perf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "projects.context.frame",
                "scoring.context.counts",
            ],
        },
    },
]

LANGUAGE_CODE = ENVIRONMENT.language
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True


# Database: the application signs in with a role that owns nothing; only migrations use `owner`.
def _embedded(user: str) -> dict[str, Any]:
    return {
        "ENGINE": "perf.embedded",
        "DATA_DIR": VAR_DIR / "postgres",
        "NAME": DATABASE,
        "USER": user,
    }


# A connection is kept for a minute and looked at before it is used: it may have been killed.
_KEPT: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
# The server plans a statement once for a connection that asks it again and again.
_PREPARED: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 3}


def _application() -> dict[str, Any]:
    database = ENVIRONMENT.database or _embedded(APPLICATION)
    return database | _KEPT | {"OPTIONS": _PREPARED | database.get("OPTIONS", {})}


DATABASES = {
    "default": _application(),
    "owner": dict(ENVIRONMENT.owner or _embedded(OWNER)),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rows that people fill in keep every earlier state: triggers write them into these tables.
_HISTORY = {
    "projects": ["fundline", "goal", "indicator", "task"],
    "scoring": ["actual", "fundresult", "goalresult", "sheethead", "taskresult"],
}
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)  # indexed where looked up
# Tables to which the application may only add.
APPEND_ONLY_TABLES = [
    "projects_trailentry",
    "projects_planrevision",
    *(f"{app}_{model}event" for app, models in _HISTORY.items() for model in models),
]

# Sign-in
AUTH_USER_MODEL = "projects.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "perf.passwords.OneTimeHasher",
]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "perf.passwords.LengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
]
LOGIN_URL = "signin"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "signin"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# What browsers are told. TLS ends before us; gunicorn believes X-Forwarded-Proto only from
# FORWARDED_ALLOW_IPS (this machine unless set), so it need not be believed here as well.
_TLS = not ENVIRONMENT.plain_http
SECURE_SSL_REDIRECT = _TLS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked by machines that stand behind the TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = _TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = _TLS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "perf.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000  # a target table of 500 rows (MOST_LINES), whole

# What is uploaded passes one handler that keeps no more than this of it, whoever sends it.
EVIDENCE_FILE_BYTES = ENVIRONMENT.evidence_file_mb * 1024 * 1024
EVIDENCE_SHEET_BYTES = ENVIRONMENT.evidence_sheet_mb * 1024 * 1024
EVIDENCE_ROW_FILES = ENVIRONMENT.evidence_row_files
FILE_UPLOAD_HANDLERS = ["projects.uploads.BoundedUploadHandler"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they lie; collecting them is a release step
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": FILES_DIR,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["scoring.api.permissions.MayRead"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 50,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "预算绩效管理",
    "DESCRIPTION": "读取绩效目标与自评结果。金额、分值都是字符串，空值为 null。",
    "VERSION": VERSION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["scoring.api.permissions.MayRead"],
}

# Mail: notices are shown in the system anyway; without EMAIL_URL none is mailed.
MAIL_IS_SET_UP = ENVIRONMENT.mail is not None
_MAIL: dict[str, Any] = ENVIRONMENT.mail or {}
EMAIL_BACKEND = _MAIL.get("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
EMAIL_HOST = _MAIL.get("EMAIL_HOST", "")
EMAIL_PORT = _MAIL.get("EMAIL_PORT", 0)
EMAIL_HOST_USER = _MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = EMAIL_HOST_USER or "perf@localhost"

# Background work
CELERY_BROKER_URL = ENVIRONMENT.broker_url
_FOLDERS = {
    "data_folder_in": str(VAR_DIR / "broker" / "messages"),
    "data_folder_out": str(VAR_DIR / "broker" / "messages"),
    "processed_folder": str(VAR_DIR / "broker" / "processed"),
    "control_folder": str(VAR_DIR / "broker" / "control"),
}
_BY_FOLDERS = CELERY_BROKER_URL == "filesystem://"
BROKER_FOLDERS = sorted(set(_FOLDERS.values())) if _BY_FOLDERS else []
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    _FOLDERS | {"store_processed": False, "polling_interval": 0.1} if _BY_FOLDERS else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True  # results stand in the Job row
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE

# Messages go to standard error: no request bodies, no parameters of queries, no passwords.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "perf.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "perf": {"level": "INFO"},
        "projects": {"level": "INFO"},
        "scoring": {"level": "INFO"},
    },
}
