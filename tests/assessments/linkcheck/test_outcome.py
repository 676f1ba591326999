"""The checker's states are those of the database, word for word: rules compare them without importing it."""

from assessments.linkcheck import outcome
from assessments.models import LinkState

STATES = {
    outcome.OPENS,
    outcome.MOVED,
    outcome.NOT_FOUND,
    outcome.SERVER_ERROR,
    outcome.NO_ANSWER,
    outcome.CERTIFICATE,
    outcome.NEEDS_LOGIN,
    outcome.ROBOT_WALL,
    outcome.UNSAFE,
    outcome.LOOK,
}


def test_every_state_of_the_checker_has_its_name_in_the_database():
    assert set(LinkState.values) - {LinkState.UNCHECKED} == STATES
