"""Public addresses of the measures. Frozen: tests/test_addresses.py holds the list."""

from django.urls import path

from measures import views

app_name = "measures"
urlpatterns = [
    path("<year_be:year_be>/measures/", views.plan_detail, name="plan_detail"),
    path("<year_be:year_be>/measures.json", views.plan_data, name="plan_data"),
    path("<year_be:year_be>/measures/versions/<int:version>/", views.plan_detail, name="plan_detail"),
    path(
        "<year_be:year_be>/measures/versions/<int:version>/measures.json", views.plan_data, name="plan_data"
    ),
]
