"""The canonical text and the hash: what they are, for ever."""

import pytest

from gongkai.register.chain import BEGINNING, NotCanonical, canonical, link, require_sm3, sm3


def test_sm3_is_that_of_the_standard():
    require_sm3()
    assert sm3("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_body_has_one_text_whatever_the_order_of_its_keys():
    assert canonical({"乙": [1, None, True], "甲": "一\n“二”"}) == '{"乙":[1,null,true],"甲":"一\\n“二”"}'
    assert canonical({"b": 1, "a": {"d": 2, "c": 3}}) == canonical({"a": {"c": 3, "d": 2}, "b": 1})


def test_the_hash_of_an_entry_never_changes_its_way():
    """Entries of years must verify after every change of the program: this figure is not to be touched."""
    assert (
        link(BEGINNING, '{"sequence":1,"title":"第一条"}')
        == "f6d7a597c0c6f54057a9ffecd19fcac20e561efb01ab0b0d7f970ee5ea9693c0"
    )


@pytest.mark.parametrize("value", [1.0, float("nan"), {1: "数字作键"}, {"深": [0.5]}, b"bytes", "\ud800"])
def test_what_two_programs_could_write_in_two_ways_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"值": value})
