"""Any stretch of two and more Han characters is found exactly in the texts that contain it: by tokens and squeezed."""

from __future__ import annotations

import hashlib
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.folding import folded, is_han
from gongkai.search.models import FORM
from gongkai.search.tokens import Phrase, phrase_of, squeezed, tokens_of

HAN = "政府信息公开條例条年月日一二〇㐀𠀀"
LETTERS = st.sampled_from(f"{HAN}aB7０Ａ。，、 〔\n-")
TEXTS = st.text(LETTERS, max_size=30)
WORDS = st.text(st.sampled_from(HAN), min_size=2, max_size=5)


def stands_in(phrase: Phrase, tokens: list[str]) -> bool:
    """What an index does with a phrase."""
    size = len(phrase.tokens)
    for place in range(len(tokens) - size + 1):
        stretch = tokens[place : place + size]
        if tuple(stretch[:-1]) != phrase.tokens[:-1]:
            continue
        last = phrase.tokens[-1]
        if stretch[-1].startswith(last) if phrase.open else stretch[-1] == last:
            return True
    return False


@given(TEXTS, WORDS)
def test_words_of_two_and_more_characters_are_found_where_they_stand_and_nowhere_else(
    text: str, word: str
) -> None:
    phrase = phrase_of(word)
    assert phrase is not None
    assert stands_in(phrase, tokens_of(text)) == (folded(word) in folded(text))


@given(TEXTS, WORDS, st.data())
def test_every_stretch_of_a_text_is_found_in_it(text: str, word: str, data: st.DataObject) -> None:
    whole = f"{text}{word}{text}"
    run_starts = text + word
    start = data.draw(st.integers(len(text), len(run_starts) - 2))
    phrase = phrase_of(run_starts[start:])
    assert phrase is not None
    assert stands_in(phrase, tokens_of(whole))


@given(TEXTS, TEXTS)
def test_the_squeezed_text_says_the_same_as_the_tokens(text: str, asked: str) -> None:
    phrase = phrase_of(asked)
    if phrase is None:
        assert not any(sign.isalnum() for sign in folded(asked))
        return
    assert (phrase.needle in squeezed([text])) == stands_in(phrase, tokens_of(text))


@given(st.text(max_size=40))
def test_whatever_is_written_has_tokens_an_index_can_take(text: str) -> None:
    for token in tokens_of(text):
        assert token and token == folded(token)
        assert not set(token) & set(" §¶@\"'*") or is_han(token[0])


def test_one_character_is_the_beginning_of_a_token() -> None:
    phrase = phrase_of("年")
    assert phrase is not None and phrase.open
    assert stands_in(phrase, tokens_of("2024年预算"))
    assert stands_in(phrase, tokens_of("每年"))
    assert not stands_in(phrase, tokens_of("每月"))


def test_runs_and_numbers_follow_each_other() -> None:
    phrase = phrase_of("第33条")
    assert phrase is not None
    assert stands_in(phrase, tokens_of("按照第33条规定"))
    assert not stands_in(phrase, tokens_of("按照第3条规定"))
    assert not stands_in(phrase, tokens_of("第三条，33条"))


def test_what_a_character_becomes_has_not_changed_without_a_new_form() -> None:
    """Characters of Unicode 3.2, which every Python knows alike; what came later may differ with its tables."""
    known = (chr(code) for code in range(0x10000))
    known = (sign for sign in known if unicodedata.ucd_3_2_0.category(sign) not in ("Cn", "Co", "Cs"))
    became = "\n".join(" ".join(tokens_of(sign)) for sign in known)
    assert (FORM, hashlib.sha256(became.encode()).hexdigest()) == (
        2,
        "e6fa50622836802cb11466dde53fdd10015dc26ebd12c0fa44da261341f953bb",
    ), "Tokens are made in another way (our code, opencc's table or Unicode's): raise search.models.FORM."


def test_width_case_and_script_make_no_difference() -> None:
    assert tokens_of("政府資訊ＧＢ９７０４") == tokens_of("政府资讯gb9704")
    assert tokens_of("二○二四") == tokens_of("二〇二四")
    assert tokens_of("政\u200b府") == tokens_of("政府")
    assert tokens_of("2024-03-05") == tokens_of("2024-3-5")
