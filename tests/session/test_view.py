"""The window's state."""

from viewer.session.view import Corner, Layout, Pane, View


def test_the_layouts_go_round():
    view = View()
    seen = [view.layout]
    for _ in Layout:
        view.next_layout()
        seen.append(view.layout)
    assert seen == [*Layout, Layout.SIDE_BY_SIDE]


def test_a_hidden_pane_cannot_hold_the_keyboard():
    view = View()
    view.focus(Pane.VIDEO)
    view.layout = Layout.CORNER
    view.next_layout()
    assert (view.shown_layout, view.pane) == (Layout.NOTE, Pane.NOTE)


def test_panes_are_walked_both_ways():
    view = View()
    view.walk_panes(1)
    assert view.pane is Pane.VIDEO
    view.walk_panes(-1)
    view.walk_panes(-1)
    assert view.pane is Pane.MOMENTS


def test_full_screen_belongs_to_the_video_and_gives_back_what_was():
    view = View()
    view.set_full_screen(True)
    assert (view.shown_layout, view.pane) == (Layout.VIDEO, Pane.VIDEO)
    view.close_topmost()
    assert (view.shown_layout, view.is_full_screen) == (Layout.SIDE_BY_SIDE, False)


def test_esc_closes_the_list_of_keys_before_full_screen():
    view = View()
    view.set_full_screen(True)
    view.show_sheet(Pane.KEYS)
    view.close_topmost()
    assert (view.sheet, view.is_full_screen) == (None, True)


def test_text_grows_shrinks_and_returns():
    view = View()
    view.set_zoom(1)
    assert view.zoom == 1.1
    view.set_zoom(0)
    for _ in range(20):
        view.set_zoom(-1)
    assert view.zoom == 0.7


def test_a_video_apart_leaves_the_note_with_its_lists_or_alone():
    view = View()
    view.layout = Layout.VIDEO
    view.set_apart(True)
    assert view.shown_layout is Layout.SIDE_BY_SIDE
    assert view.panes == (Pane.NOTE, Pane.VIDEO, Pane.MOMENTS)
    view.next_layout()
    assert (view.shown_layout, view.panes) == (Layout.NOTE, (Pane.NOTE, Pane.VIDEO))
    view.next_layout()
    assert view.shown_layout is Layout.SIDE_BY_SIDE
    view.set_apart(False)
    assert view.shown_layout is Layout.SIDE_BY_SIDE


def test_a_video_apart_has_full_screen_to_itself_whatever_the_note_does():
    view = View()
    view.set_apart(True)
    view.set_full_screen(True)
    assert (view.pane, view.is_covered) == (Pane.VIDEO, False)
    view.show_side(Pane.MOMENTS)
    view.show_note()
    assert view.is_full_screen
    view.close_topmost()
    assert (view.is_full_screen, view.is_apart) == (False, True)
    view.set_full_screen(True)
    view.set_apart(False)
    assert not view.is_full_screen


def test_the_picture_comes_to_the_corner_first_and_wanders_then():
    view, seen = View(), []
    view.set_apart(True)
    for _ in Corner:
        view.next_corner()
        seen.append(view.corner)
    assert seen == list(Corner)
    assert (view.layout, view.is_apart) == (Layout.CORNER, False)
    assert view.panes == (Pane.NOTE, Pane.VIDEO)
