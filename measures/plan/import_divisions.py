"""Division names of a document -> the agency's divisions: a spelling matches, another name is asked about."""

from dataclasses import dataclass, replace

from django.db.models import Max

from assessments.models import Division
from measures.importing.names.divisions import division_in, match_division

NEW, KEEP = "new", "text"  # answers beside a division's key: add it, or leave it as text


@dataclass(frozen=True)
class Question:
    """A name that is not, letter by letter, a division's; `key` is the same for all its spellings.

    `suggestion` is the answer that counts unless another is given: a division's key, KEEP, or "" for none.
    """

    name: str
    key: str
    suggestion: str


class DivisionNames:
    """The divisions that `rows` of a document name, and the agency's; `answers` are by key of the name.

    An agency that has no divisions yet is asked nothing: names stay text unless an answer says otherwise.
    """

    def __init__(self, agency, rows, answers):
        self.agency, self.answers = agency, answers
        read = (action.details.responsible for row in rows for action in row.actions)
        named = [each for each in map(division_in, dict.fromkeys(filter(None, read))) if each]
        self._names = {}
        for each in named:
            self._names.setdefault(each.key, []).append(each.name)
        self.known = {each.name: each for each in agency.divisions.all()} if named else {}
        self.questions = tuple(
            Question(strange[0], key, self._suggestion(strange[0]))
            for key, names in self._names.items()
            if (strange := [name for name in names if name not in self.known])
        )
        self._settled = {}

    def _suggestion(self, name):
        found = match_division(name, self.known)
        return str(self.known[found].pk) if found else "" if self.known else KEEP

    def _answer(self, question):
        """What counts for a question: NEW, KEEP, a key of the agency's divisions, or "" for nothing."""
        keys = {str(each.pk) for each in self.known.values()} | {NEW, KEEP}
        given = self.answers.get(question.key, "")
        return given if given in keys else question.suggestion

    @property
    def unanswered(self):
        """The questions that nobody answered."""
        return [each for each in self.questions if not self._answer(each)]

    @property
    def corrected(self):
        """Whether an answer differs from what counts anyway."""
        return any(self._answer(each) != each.suggestion for each in self.questions)

    def creating(self):
        """The same, with every name that matches no division answered by NEW where no answer was given."""
        new = {each.key: NEW for each in self.questions if each.suggestion in ("", KEEP)}
        self.answers = new | dict(self.answers)
        return self

    def settle(self, check):
        """Add the divisions that are to be new; `check(division)` raises for one that may not be saved."""
        by_key = {str(each.pk): each for each in self.known.values()}
        at = Division.objects.filter(agency=self.agency).aggregate(last=Max("position"))["last"] or 0
        asked = {each.key: each for each in self.questions}
        for key in self._names:
            answer = self._answer(asked[key]) if key in asked else ""
            if answer == NEW:
                at += 1
                self._settled[key] = Division(agency=self.agency, name=asked[key].name, position=at)
                check(self._settled[key])
                self._settled[key].save()
            else:
                self._settled[key] = by_key.get(answer)

    @property
    def told(self):
        """What the names of divisions became, a Thai sentence each."""
        settled = ((each, self._settled[each.key]) for each in self.questions)
        return [f"ส่วนงาน “{each.name}” ในเอกสาร คือ {found} ในระบบ" for each, found in settled if found]

    def fill(self, action, read):
        """Give a measure its division, unless staff said who is responsible; `read` without the name."""
        named = division_in(read.details.responsible)
        division = named and (self.known.get(named.name) or self._settled.get(named.key))
        if division is None:
            return read
        if "responsible" in read.typed or not (action.division_id or action.responsible):
            action.division = division
        return replace(read, details=replace(read.details, responsible="")) if named.whole else read
