"""The database's guards stand in every test, also after a test whose end emptied the tables."""

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.models import Publication
from assessments.models.triggers import TRIGGERS, create_triggers, drop_triggers
from tests.support.factories import publish_result


def delete_publications():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM assessments_publishedpage")
        cursor.execute("DELETE FROM assessments_publication")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_flush_after_a_transactional_test_empties_the_record_and_leaves_the_guards(turn):
    assert not Publication.objects.exists()
    publish_result()

    with pytest.raises(IntegrityError, match="never deleted"):
        delete_publications()


@pytest.mark.django_db
def test_guards_can_be_renewed_and_taken_down():
    publish_result()

    create_triggers(TRIGGERS)
    create_triggers(TRIGGERS)
    with pytest.raises(IntegrityError, match="never deleted"):
        delete_publications()
    drop_triggers(TRIGGERS)
    delete_publications()

    assert not Publication.objects.exists()
