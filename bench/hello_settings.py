"""The settings that `make run` uses, and /hello: for bench/pages.py only."""

from ita_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.hello_urls"
