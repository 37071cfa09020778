"""The solver accepts a figure only when every solution gives the same one."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.form import EDITION_2021, Identity
from gongkai.annual.reading.recognition.settle import Domain, settle

ROW = Identity("sum", "row", ("a", "b"), ("t",))


def test_a_row_is_settled_by_its_own_sum() -> None:
    settled = settle([Domain(("a", "b", "t"), [(1, 12, 13), (11, 2, 4)])], [ROW], {})
    assert settled.figures == {"a": 1, "b": 12, "t": 13}
    assert not settled.unreadable


def test_cells_on_which_solutions_differ_are_unreadable_and_the_others_stand() -> None:
    settled = settle([Domain(("a", "b", "t"), [(1, 2, 3), (2, 1, 3)])], [ROW], {})
    assert settled.figures == {"t": 3}
    assert settled.unreadable == {"a", "b"}


def test_a_domain_without_any_reading_that_adds_up_is_unreadable() -> None:
    settled = settle([Domain(("a", "b", "t"), [(1, 2, 4)])], [ROW], {})
    assert settled.unreadable == {"a", "b", "t"}


def test_printed_figures_of_other_rows_decide_between_readings() -> None:
    column = Identity("column", "a", ("a", "x"), ("y",))
    settled = settle([Domain(("a", "b", "t"), [(1, 2, 3), (2, 1, 3)])], [ROW, column], {"x": 5, "y": 7})
    assert settled.figures == {"a": 2, "b": 1, "t": 3}


def test_an_identity_with_an_unknown_cell_proves_nothing() -> None:
    column = Identity("column", "a", ("a", "x"), ("y",))
    settled = settle([Domain(("a", "b", "t"), [(1, 2, 3), (2, 1, 3)])], [ROW, column], {"x": 5})
    assert settled.unreadable == {"a", "b"}


def test_a_report_out_of_balance_leaves_each_row_to_its_own_sum() -> None:
    column = Identity("column", "a", ("a", "x"), ("y",))
    settled = settle([Domain(("a", "b", "t"), [(1, 2, 3)])], [ROW, column], {"x": 5, "y": 700})
    assert settled.figures == {"a": 1, "b": 2, "t": 3}


def test_a_blank_total_does_not_judge_the_row() -> None:
    settled = settle([Domain(("a", "b", "t"), [(1, 2, None)])], [ROW], {})
    assert settled.figures == {"a": 1, "b": 2, "t": None}


def test_too_many_combinations_fall_back_to_the_rows() -> None:
    names = [f"r{number}" for number in range(12)]
    domains = [Domain((name,), [(value * 7**at,) for value in range(9)]) for at, name in enumerate(names)]
    column = Identity("column", "all", tuple(names), ("total",))
    settled = settle(domains, [column], {"total": 12345})
    assert settled.unreadable == set(names)


readings = st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=4)


@settings(max_examples=150)
@given(st.lists(readings, min_size=1, max_size=3), st.tuples(*[st.integers(0, 9)] * 2))
def test_agrees_with_trying_every_combination(
    choices: list[list[tuple[int, int, int]]], printed: tuple[int, int]
) -> None:
    domains = [Domain(tuple(f"{at}{name}" for name in "abt"), list(rows)) for at, rows in enumerate(choices)]
    identities = [Identity("row", str(at), (f"{at}a", f"{at}b"), (f"{at}t",)) for at in range(len(choices))]
    identities += [
        Identity("column", name, tuple(f"{at}{name}" for at in range(len(choices))), (f"total{name}",))
        for name in "ab"
    ]
    known = {"totala": printed[0], "totalb": printed[1]}
    own = [[row for row in rows if row[0] + row[1] == row[2]] for rows in choices]
    solutions = [
        combination
        for combination in product(*own)
        if sum(row[0] for row in combination) == printed[0]
        and sum(row[1] for row in combination) == printed[1]
    ]
    settled = settle(domains, identities, known)
    if solutions:
        for at in range(len(choices)):
            for position, name in enumerate("abt"):
                values = {solution[at][position] for solution in solutions}
                assert (settled.figures.get(f"{at}{name}") in values) == (len(values) == 1)


def test_the_form_has_the_identities_that_the_law_prints() -> None:
    rules = [identity.rule for identity in EDITION_2021.identities]
    assert rules.count("applications.balance") == 7
    assert rules.count("applications.result_total") == 7
    assert rules.count("applications.row_total") == 25
    assert rules.count("disputes.total") == 3
