"""The shell: settings, addresses, Thai numerals and dates; it knows no app by import."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ita_portal"
    verbose_name = "ระบบ"
