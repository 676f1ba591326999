"""The app of what the agency does about its result."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"

    def ready(self):
        from assessments.models.triggers import keep_up_with_migrations
        from measures.models.triggers import GUARDS

        keep_up_with_migrations(self, GUARDS)
