"""Public addresses of the measures. Frozen: tests/test_addresses.py holds the list."""

from django.urls import path

from assessments.models import Page
from assessments.page_files import DOCUMENTS, TABLES
from assessments.urls import file_patterns
from measures import views

app_name = "measures"
urlpatterns = [
    path("<year_be:year_be>/measures/", views.plan_detail, name="plan_detail"),
    path("<year_be:year_be>/measures.json", views.plan_data, name="plan_data"),
    path("<year_be:year_be>/measures/versions/<int:version>/", views.plan_detail, name="plan_detail"),
    path(
        "<year_be:year_be>/measures/versions/<int:version>/measures.json", views.plan_data, name="plan_data"
    ),
    *file_patterns(Page.MEASURES, views.plan_export, TABLES),
    *file_patterns(Page.MEASURES, views.plan_document, DOCUMENTS),
]
