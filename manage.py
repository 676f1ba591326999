#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys
from pathlib import Path

LOCAL_SECRET = Path(__file__).resolve().parent / "var" / "secret_key"


def use_local_site():
    """After `make run`, commands typed by hand work on its database without any variable to set."""
    if not os.environ.get("SECRET_KEY") and LOCAL_SECRET.is_file():
        os.environ["SECRET_KEY"] = LOCAL_SECRET.read_text().strip()
        os.environ.setdefault("ITA_LOCAL", "1")


def main():
    use_local_site()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
