"""What changed from version to version, docked beside the note; made from the changelog."""

from html import escape

from viewer.changelog import Release, code_and_words, shipped_changelog
from viewer.ui.theme import Theme

HOW_TO = "F6 comes here, j and k scroll, Esc puts it away."


def news_html(theme: Theme) -> str:
    """Return the changelog as HTML, the newest version first."""
    how_to = f"<p style='color:{theme.roles['soft']}'>{HOW_TO}</p>"
    return how_to + "".join(_release_html(each, theme) for each in shipped_changelog())


def _release_html(release: Release, theme: Theme) -> str:
    soft = theme.roles["soft"]
    version = f"<span style='font-size:17px'><b>{release.version}</b></span>"
    day = f"<span style='color:{soft}'>{release.day.isoformat()}</span>"
    parts = [
        f"<p style='margin-top:18px'>{version}&nbsp;&nbsp;{day}</p>",
        f"<p>{_sentence_html(release.summary, theme)}</p>",
    ]
    for section in release.sections:
        parts.append(f"<p style='margin-bottom:4px'><b>{section.kind}</b></p>")
        parts += [_change_html(change, theme) for change in section.changes]
    return "".join(parts)


def _change_html(change: str, theme: Theme) -> str:
    # A table, because Qt indents lists by more than a sheet has to spare.
    sentence = _sentence_html(change, theme)
    return (
        "<table cellspacing='0' cellpadding='3'><tr>"
        f"<td style='color:{theme.roles['soft']}'>•</td><td>{sentence}</td></tr></table>"
    )


def _sentence_html(sentence: str, theme: Theme) -> str:
    chip, ink = theme.roles["chip"], theme.roles["chip_ink"]
    return "".join(
        f"<span style='background:{chip};color:{ink}'>&nbsp;{escape(part)}&nbsp;</span>"
        if is_code
        else escape(part)
        for part, is_code in code_and_words(sentence)
    )
