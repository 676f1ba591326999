"""What stands in the database, to compare before and after."""

from django.apps import apps


def table_dump(*models):
    """Every row of the models (all of the portal's when none is named) with all its columns."""
    models = models or [
        *apps.get_app_config("assessments").get_models(),
        *apps.get_app_config("measures").get_models(),
    ]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
