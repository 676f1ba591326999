"""Settings of the portal: one file, values from the environment, production as the default.

`make run` sets ITA_LOCAL=1, which only drops what needs HTTPS. The README has the table of variables.
"""

from pathlib import Path

import dj_database_url
import django

from ita_portal.env import env_bool, env_choice, env_int, env_list, env_required, env_str

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env_str("ITA_VAR_DIR", str(BASE_DIR / "var")))
BUILD_DIR = Path(env_str("ITA_BUILD_DIR", str(BASE_DIR / "build")))

LOCAL = env_bool("ITA_LOCAL", default=False)
DEBUG = env_bool("DEBUG", default=False)
SECRET_KEY = env_required(
    "SECRET_KEY", "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if LOCAL else [])
if not ALLOWED_HOSTS:
    env_required("ALLOWED_HOSTS", "Name the hosts people type, e.g. ALLOWED_HOSTS=www.example.go.th")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django_tasks",
    "django_tasks_db",  # before ours, so that its English admin screens can be taken down
    "ita_portal",
    "assessments",
    "measures",
    "corsheaders",
    "crispy_forms",
    "simple_history",
    "assessments.apps.PortalAdminConfig",  # django.contrib.admin with our first screen
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "ita_portal.http.charset.CharsetMiddleware",  # before anybody reads the address or the form
    "ita_portal.http.cors.OpenDataMiddleware",
    "assessments.public.middleware.ResponseCacheMiddleware",  # nothing below costs a kept page anything
    "assessments.public.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # who signs the history
    "assessments.admin.concurrency.session_rescue.SessionRescueMiddleware",  # what was typed survives
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "ita_portal.urls"
WSGI_APPLICATION = "ita_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["ita_portal.templatetags.ita_format"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ("portal",)
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_FAIL_SILENTLY = False

# Database: SQLite by default. IMMEDIATE makes two writers queue instead of failing half-way.
DATABASES = {
    "default": dj_database_url.parse(
        env_str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"),
        conn_max_age=env_int("DATABASE_CONN_MAX_AGE", 60),
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

PASSWORD_HASHERS = [
    "ita_portal.hashers.PortalArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "th"
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
USE_I18N = True
# What Django's own Thai catalogues lack.
LOCALE_PATHS = [BASE_DIR / "locale"]

# Everything lives under /ita/, so one proxy rule puts the portal on the agency's main website.
STATIC_URL = "/ita/static/"
STATIC_ROOT = BUILD_DIR / "static"
STATICFILES_DIRS = [folder for folder in (BASE_DIR / "static", BUILD_DIR / "fonts") if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Documents that staff upload, kept under their SHA-256. Never served by their path: a view decides.
MEDIA_ROOT = Path(env_str("ITA_DOCUMENTS_DIR", str(VAR_DIR / "documents")))
# PDFs of published pages, made when first asked for; may be emptied at any time.
PDF_CACHE_DIR = VAR_DIR / "papers"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024

# Rendered public pages are kept in each process's memory, at most this many bytes of them.
RESPONSE_CACHE_BYTES = env_int("ITA_RESPONSE_CACHE_MB", 8) * 1024 * 1024

# The link checker: seconds between two requests to one host, and what only tests may open.
LINKCHECK_PAUSE = env_int("LINKCHECK_PAUSE", 2)
LINKCHECK_PORTS = [80, 443]
LINKCHECK_LOCAL = False
# What other websites read in the checker's name, so that they can ask who we are.
SITE_ADDRESS = env_str("ITA_SITE_ADDRESS", f"https://{ALLOWED_HOSTS[0].lstrip('.')}/ita/")
# One machine checks from a timer; with ITA_TASK_QUEUE=1 workers on several machines share a queue.
TASK_QUEUE = env_bool("ITA_TASK_QUEUE", default=False)
TASKS_LIBRARY = "django.tasks" if django.VERSION >= (6, 0) else "django_tasks"
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if TASK_QUEUE
        else f"{TASKS_LIBRARY}.backends.immediate.ImmediateBackend",
    }
}

# Publishing refuses when this machine's clock jumped since the last request.
WATCH_CLOCK = True

# The daily digest goes by e-mail; without a server it is printed. EMAIL_SECURITY: starttls, ssl or none.
EMAIL_HOST = env_str("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_SECURITY = env_choice("EMAIL_SECURITY", ("starttls", "ssl", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "ssl"
EMAIL_PORT = env_int("EMAIL_PORT", {"starttls": 587, "ssl": 465, "none": 25}[EMAIL_SECURITY])
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env_str("EMAIL_USER"), env_str("EMAIL_PASSWORD")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env_str("EMAIL_FROM", f"ita@{ALLOWED_HOSTS[0].lstrip('.')}")

# Security. Behind a proxy set TRUST_PROXY=1 only if the proxy overwrites these headers itself.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/ita/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=not LOCAL)
SECURE_REDIRECT_EXEMPT = [r"^ita/healthz$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else env_int("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TRUST_PROXY = env_bool("TRUST_PROXY", default=False)
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
# Data may be read by scripts of every website: addresses of data only, never a page, never the desk.
CORS_URLS_REGEX = (
    r"/ita/(?!admin/|static/)(?:.*\.(?:json|jsonld|csv|xlsx)|(?:.*/)?(?:feed\.xml|timemap/(?:link|json)))\Z"
)
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD"]
CORS_ALLOW_HEADERS = ["Accept-Datetime", "If-Modified-Since", "If-None-Match"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Link", "Memento-Datetime", "Content-Disposition"]
# The subdomains of a town hall's domain are not ours to force to HTTPS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "assessments.admin.concurrency.csrf_failure.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"level": "INFO"},  # Django's own handlers would print each line a second time
        "fontTools": {"level": "WARNING"},  # lists every glyph
        "gunicorn.http.wsgi": {"level": "ERROR"},  # says for each HEAD that Django wrote a body
    },
}
