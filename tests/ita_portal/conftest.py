"""What the tests of PDFs share."""

import pytest

from ita_portal.pdf.client import stop_worker


@pytest.fixture
def engine(monkeypatch, tmp_path):
    """engine(code) puts a module of this code in the place of WeasyPrint, for the next maker."""

    def put(code):
        (tmp_path / "weasyprint").mkdir()
        (tmp_path / "weasyprint" / "__init__.py").write_text(code)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        stop_worker()

    yield put
    stop_worker()
