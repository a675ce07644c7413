"""The body of a note, from Markdown to sanitised HTML, its slips still tokens.

Both a note and what it embeds go this way: `tokenised` takes out what Markdown must not touch,
which is also where every timestamp and link between notes is found; `html_of` does the rest.
"""

from collections.abc import Collection

from viewer.note.autolinks import take_autolinks
from viewer.note.block_names import take_block_names
from viewer.note.callouts import spelled_out
from viewer.note.code import take_fences, take_spans
from viewer.note.conventions import take_conventions
from viewer.note.dialect import to_html
from viewer.note.footnotes import take_footnotes
from viewer.note.html_callouts import spelled_as_markdown
from viewer.note.images import take_image_embeds, without_data
from viewer.note.marks import mark_lines
from viewer.note.markup import put_back_tags, take_hidden, take_tags
from viewer.note.math import take_math
from viewer.note.paragraphs import take_heavy
from viewer.note.sanitiser import sanitised
from viewer.note.source import unwrap
from viewer.note.stamps import take_anchors, take_bare
from viewer.note.stash import Stash, free_blocks
from viewer.note.wikilinks import take_wikilinks


def tokenised(body: str, stash: Stash, line: int, own_names: Collection[str]) -> str:
    """Return a body with code, timestamps and links kept as tokens; `line` is its first.

    The order matters: fences first, as nothing in them means anything; anchors before code spans
    and wikilinks, as they may hold the one and stand in the other; formulas behind code, and before
    all that a matrix may look like; links that name a time before bare times, and both before
    wikilinks, as `[[00:01:52]]` looks like one. `own_names` are those of the note's video.
    """
    text = take_fences(unwrap(body), stash, line)
    text = take_anchors(text, stash, line)
    text = take_spans(text, stash, line)
    text = take_math(without_data(text), stash, line)
    text = spelled_as_markdown(take_hidden(text, stash, line))
    text = take_conventions(text, stash, line, own_names)
    text = take_bare(text, stash, line)
    text = take_image_embeds(text, stash, line)
    for take in (take_wikilinks, take_autolinks, take_block_names):
        text = take(text, stash, line)
    return spelled_out(text)


def html_of(text: str, stash: Stash, line: int, nonce: str) -> str:
    """Return a tokenised body as HTML that is safe and well formed."""
    for take in (take_tags, mark_lines, take_footnotes, take_heavy):
        text = take(text, stash, line)
    html = free_blocks(to_html(text, stash, nonce))
    return sanitised(put_back_tags(html, stash, nonce), nonce)
