"""The way back."""

from pathlib import Path

from viewer.session.history import History, Visit

VAULT = Path("vault")


def walked(*names):
    history = History()
    for name in names:
        history.visit(Visit(VAULT, name))
    return history


def test_back_and_forward_undo_each_other():
    history = walked("a", "b", "c")
    assert [history.back().path, history.back().path] == ["b", "a"]
    assert [history.forward().path, history.forward().path] == ["b", "c"]


def test_there_is_an_end_on_both_sides():
    history = walked("a")
    assert history.back() is None
    assert history.forward() is None
    assert history.here.path == "a"


def test_a_new_way_cuts_what_lay_ahead():
    history = walked("a", "b")
    history.back()
    history.visit(Visit(VAULT, "c"))
    assert not history.can_go_forward
    assert history.back().path == "a"


def test_opening_the_same_note_again_is_no_step():
    assert not walked("a", "a").can_go_back
