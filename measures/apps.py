"""The app of what the agency does about its result."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"

    def ready(self):
        from assessments.dashboard import sources
        from assessments.models.triggers import register_triggers
        from assessments.record import publishable
        from measures.models.triggers import TRIGGERS
        from measures.plan.dashboard_source import MeasuresSource
        from measures.plan.publish import MeasuresPage
        from measures.progress.publish import ProgressPage

        register_triggers(TRIGGERS)
        publishable.register(MeasuresPage(), ProgressPage())
        sources.register(MeasuresSource())
