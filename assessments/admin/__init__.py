"""The desk: Django admin screens of the framework, results, disclosures and the record."""

from assessments.admin import agency, disclosure, framework, publication, result

__all__ = ["agency", "disclosure", "framework", "publication", "result"]
