"""The admin site's screens of measures: importing this package registers them all."""

from measures.admin import plan, progress

__all__ = ["plan", "progress"]
