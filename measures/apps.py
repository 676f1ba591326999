"""The app of what the agency does about its result."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"

    def ready(self):
        from assessments.models.triggers import register_triggers
        from measures.models.triggers import TRIGGERS

        register_triggers(TRIGGERS)
