"""An ExportDocument as PDF/UA."""

from pathlib import Path

from django.template.loader import render_to_string

from ita_portal.pdf.client import pdf_bytes

CSS = Path(__file__).with_name("document.css")


def document_pdf(document, imprint):
    """The PDF (bytes) of an ExportDocument, the same for one publication. Raises PdfUnavailable."""
    markup = render_to_string("exports/document.html", {"document": document, "imprint": imprint})
    identifier = bytes.fromhex(imprint.publication.record_sha256)[:16]
    return pdf_bytes(markup, CSS.read_text(encoding="utf-8"), identifier=identifier)
