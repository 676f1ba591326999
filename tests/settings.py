"""The portal's settings for tests: local, quick to hash, static files without a build.

DATABASE_URL is honoured, so the same suite runs on SQLite and on PostgreSQL.
"""

import os

os.environ.setdefault("ITA_LOCAL", "1")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
# Playwright's synchronous interface leaves an event loop running in the thread that uses the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from ita_portal.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WATCH_CLOCK = False  # tests travel in time
PDF_CACHE_DIR = None  # nothing is kept from one test to the next
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
