"""Public addresses of the measures. Frozen: tests/site/test_addresses.py holds the list."""

from django.urls import path

from assessments.exports.formats import DOCUMENTS, TABLES
from assessments.models import Page
from assessments.urls import file_patterns
from measures.public import plan as views
from measures.public import progress as views_progress

PROGRESS = "<year_be:year_be>/measures/progress/"

app_name = "measures"
urlpatterns = [
    path("<year_be:year_be>/measures/", views.plan_detail, name="plan_detail"),
    path("<year_be:year_be>/measures.json", views.plan_data, name="plan_data"),
    path("<year_be:year_be>/measures/versions/<int:version>/", views.plan_detail, name="plan_detail"),
    path(
        "<year_be:year_be>/measures/versions/<int:version>/measures.json", views.plan_data, name="plan_data"
    ),
    path(PROGRESS, views_progress.progress_detail, name="progress_detail"),
    path("<year_be:year_be>/progress.json", views_progress.progress_data, name="progress_data"),
    path(f"{PROGRESS}versions/<int:version>/", views_progress.progress_detail, name="progress_detail"),
    path(
        f"{PROGRESS}versions/<int:version>/progress.json", views_progress.progress_data, name="progress_data"
    ),
    path(f"{PROGRESS}evidence/<int:number>/", views_progress.evidence_redirect, name="evidence_redirect"),
    *file_patterns(Page.MEASURES, views.plan_export, TABLES),
    *file_patterns(Page.MEASURES, views.plan_document, DOCUMENTS),
    *file_patterns(Page.PROGRESS, views_progress.progress_export, TABLES),
    *file_patterns(Page.PROGRESS, views_progress.progress_document, DOCUMENTS),
]
