"""Names of HTML's elements, by what they mean for the text that is shown."""

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORMATTING: Final = _names("a b big code em font i nobr s small strike strong tt u")
"""What the HTML standard opens again in the next block where it was not closed."""

HEADINGS: Final = _names("h1 h2 h3 h4 h5 h6")
LISTS: Final = _names("ol ul menu dir")
BLOCKS: Final = LISTS | _names(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "header hgroup html legend li main nav optgroup p search section summary"
)
"""What starts on a line of its own, other than headings, tables and preformatted text."""

LEFT_OUT: Final = _names(
    "script style template noscript head title meta link base iframe frameset noframes noembed svg canvas audio video "
    "object applet embed map datalist colgroup col del rp xml param -comment !doctype"
)
"""What no reader sees. `del` is what a tracked change took out."""

BARE: Final = _names(
    "table caption colgroup col thead tbody tfoot tr td th br hr img input textarea script style title head html meta "
    "link base p option select template noscript xml iframe noframes noembed frameset frame plaintext xmp"
)
"""What stays where a page is flattened: tables, what holds no elements, what is left out with its content."""

SHORT_LIVED: Final = _names(
    "p li td tr th tbody thead tfoot option dd dt br img input hr meta link col html head body base wbr area param "
    "embed source track frame"
)
"""What holds no elements, or is closed by the next of its kind."""

TYPED: Final = frozenset(("", "text", "number", "date", "month", "tel", "email", "url", "search"))
"""Kinds of input whose value is shown as text."""
