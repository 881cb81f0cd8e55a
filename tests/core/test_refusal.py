import pytest
from django.utils.translation import gettext_lazy

from opensalw.core.refusal import Refused, require


def test_a_reason_is_raised_with_its_field():
    with pytest.raises(Refused) as refused:
        require("The deadline has passed.", field="deadline")
    assert (refused.value.reason, refused.value.field) == ("The deadline has passed.", "deadline")
    assert str(refused.value) == "The deadline has passed."


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_reason_passes(nothing):
    require(nothing)


def test_the_reason_is_words_also_when_it_was_lazy():
    assert type(Refused(gettext_lazy("No.")).reason) is str
