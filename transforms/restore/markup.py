"""Markup: an HTML page becomes lines, <p>首届论坛<b>开幕</b></p> the line 首届论坛开幕. Every tag is an edit, so a fact still leads into the source.

Tags, comments, scripts and styles go; the ends of blocks and <br> become line ends, cells are parted by a space, and a line break of
the source inside a paragraph is none of the text: 城市<LF>更新 is one word. Entities are left to residue.py, layout blanks to spacing.py.
Nothing that a reader sees is dropped: a menu stays, as lines whose role the markup tells (`Mark`): links in a row, <nav>, class="footer".
Prose is never marked, so that a careless class name cannot hide a paragraph of news; how the article differs from what stands around
it is for segment to judge, with these marks.

The scanner is ours because html.parser gives no end of a tag and is quadratic on unclosed comments in Python versions we support; an
article finder such as trafilatura keeps no positions, drops lines, and brings twenty megabytes of other packages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from transforms.model.patterns import pattern
from transforms.model.text import Edit, Mark

REASON = "markup of the page, which a reader sees as layout"
TOKEN = pattern(r"<(?:!--|[!?]|(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,30}))|[ \t\r\n\f]{2,}|[\t\r\n\f]")
# Values are short, or a data: address without >, and then the first > will do.
ATTRIBUTES = pattern(r"""(?:[^>"']|"[^"]{0,2000}"|'[^']{0,2000}')*+>""")
CLASSES = pattern(r"""\b(?:class|id)\s{0,9}=\s{0,9}(?:"([^"]{1,200})|'([^']{1,200})|([^\s"'>]{1,100}))""", re.IGNORECASE)

BLOCKS = frozenset(
    (
         "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
         "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html",
         "legend", "li", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
         "ul",
    )
)
CELLS = frozenset(("td", "th"))
VOID = frozenset(("br", "hr"))
HEADLINES = frozenset(("h1", "h2", "h3"))
# What is inside these is no text, or not shown. Where one of the first kind has no end, neither has the page.
UNSEEN = frozenset(
    ("script", "style", "title", "textarea", "iframe", "noscript", "xmp", "noembed", "noframes", "template", "svg", "select", "object", "canvas")
)
ENDLESS = frozenset(("script", "style", "textarea"))

TAG_ROLES = {"nav": "navigation", "menu": "navigation", "footer": "boilerplate", "aside": "promotion", "figcaption": "caption"}
WORD = r"(?:^|[\s_-]){}\d*(?:$|[\s_-])"
CLASS_ROLES = [
    (pattern(WORD.format(f"(?:{words})"), re.IGNORECASE), role)
    for words, role in (
        ("nav|navbar|navigation|menu|submenu|topbar|topnav|breadcrumbs?|crumbs?|mbx|weizhi|daohang|sitemap", "navigation"),
        ("footer|foot|copyrights?|disclaimer|statement|shengming", "boilerplate"),
        ("related?|recommend|tuijian|rank(?:ing)?|paihang|hot(?:news)?|share|comments?|sidebar|advert|ads?|guanggao|qrcode|erweima", "promotion"),
        ("caption|figcaption|imgdesc|picdesc|img-desc|pic-desc|pictext|tushuo", "caption"),
        ("article|content|detail|zhengwen|TRS_Editor|artibody|article-?content|article-?body|main-?content", ""),
    )
]
PROSE = pattern(r"[！？!?；][”\"’』」)）]?\s*$|。")
LONG = 40
ROW_OF_LINKS = 3


class Line(msgspec.Struct):
    """A line as it grows: where its first and last characters lie, how many there are, and what stands around them."""

    start: int
    end: int
    length: int
    linked: int
    role: str
    headline: bool


class Page(msgspec.Struct, frozen=True):
    """What the markup of a page says: the edits that make it text, and the lines whose role it tells."""

    edits: list[Edit]
    marks: list[Mark]


def read(raw: str) -> Page:
    """Return the edits that turn an HTML page into lines of text, and the marks of its lines."""
    scan = _Scan(raw)
    for match in _tokens(scan):
        name = (match["name"] or "").lower()
        if not name:
            scan.blank(match.start(), match.end())
        elif match["close"]:
            scan.close(name, _tag_end(raw, match.end()))
        else:
            scan.open(name, match.start(), _tag_end(raw, match.end()))
    scan.finish()
    return Page(scan.edits, list(_marks(scan.lines, raw)))


def _tokens(scan: _Scan) -> Iterator[re.Match[str]]:
    """Yield every tag and run of blanks; comments are taken out on the way, and text is handed to the scan."""
    raw = scan.raw
    while match := TOKEN.search(raw, scan.at):
        scan.text(match.start())
        if match[0] == "<!--":
            end = raw.find("-->", match.start() + 2)
            scan.drop(len(raw) if end < 0 else end + 3, 0)
        elif match[0] in ("<!", "<?"):
            scan.drop(_tag_end(raw, match.end()), 0)
        else:
            yield match


def _tag_end(raw: str, start: int) -> int:
    """Return where a tag ends; the quotes of a careless page may never close."""
    match = ATTRIBUTES.match(raw, start)
    return match.end() if match else (raw.find(">", start) + 1 or len(raw))


class _Scan:
    """A walk through the source. Invariant: `raw[:at]` is in edits and lines, but for what is pending since the last text."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.at = 0
        self.edits: list[Edit] = []
        self.lines: list[Line] = []
        self._pending = 0  # where the markup since the last text begins
        self._layout = 2  # what it is for a reader: 0 nothing, 1 a space, 2 a line end
        self._broken = False  # whether the space is a line break of the source
        self._stack: list[tuple[str, str]] = []  # open elements with the role of what is inside
        self._open: Counter[str] = Counter()
        self._endless: set[str] = set()

    def text(self, end: int) -> None:
        """Take in the text before `end`."""
        start = self.at
        if start == end:
            return
        self.at = end
        if self.raw[start] == " " and end == start + 1:
            self.drop(end, 1)
            return
        self._flush(start)
        role = self._stack[-1][1] if self._stack else ""
        linked = end - start if self._open["a"] else 0
        headline = any(self._open[name] for name in HEADLINES)
        if self._layout == 2:
            self.lines.append(Line(start, end, end - start, linked, role, headline))
        else:
            line = self.lines[-1]
            line.end, line.length, line.linked = end, line.length + end - start, line.linked + linked
        self._pending, self._layout, self._broken = end, 0, False

    def blank(self, start: int, end: int) -> None:
        """Take in a run of blanks; inside <pre> a line break is one."""
        broken = any(map(self.raw[start:end].__contains__, "\r\n"))
        self.drop(end, 2 if broken and self._open["pre"] else 1)
        self._broken = self._broken or broken

    def drop(self, end: int, layout: int) -> None:
        """Take in what is no text."""
        self._layout = max(self._layout, layout)
        self.at = end

    def open(self, name: str, start: int, end: int) -> None:
        """Take in a tag, and all of an element that is not shown."""
        if name in UNSEEN and name not in self._endless and not self.raw.startswith("/>", end - 2):
            match = re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE).search(self.raw, end)
            if match or name in ENDLESS:
                self.drop(match.end() if match else len(self.raw), 0)
                return
            self._endless.add(name)
        if name == "a":
            self.close("a", start)  # links do not nest: one that was never closed ends here
        self.drop(end, 2 if name in BLOCKS else 1 if name in CELLS else 0)
        if (name in BLOCKS and name not in VOID) or name in CELLS or name == "a":
            outer = self._stack[-1][1] if self._stack else ""
            self._stack.append((name, _role(name, self.raw[start : min(end, start + 500)], outer)))
            self._open[name] += 1

    def close(self, name: str, end: int) -> None:
        """Take in an end tag, and close what was left open inside its element."""
        self.drop(end, 2 if name in BLOCKS else 1 if name in CELLS else 0)
        while self._open[name]:
            inner, _ = self._stack.pop()
            self._open[inner] -= 1
            if inner == name:
                break

    def finish(self) -> None:
        """Take in the end of the page."""
        self.text(len(self.raw))
        if self._pending < len(self.raw):
            self.edits.append(Edit(self._pending, len(self.raw), "", "markup", REASON))

    def _flush(self, end: int) -> None:
        """Replace the markup since the last text by what a reader sees of it."""
        start = self._pending
        if start == end:
            return
        if self._layout == 2:
            seen = "\n" if self.lines else ""
        elif self._layout == 1:
            seen = "" if self._broken and _is_han(self.raw[start - 1]) and _is_han(self.raw[end]) else " "
        else:
            seen = ""
        if self.raw[start:end] != seen:
            self.edits.append(Edit(start, end, seen, "markup", REASON))


def _is_han(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _role(name: str, tag: str, outer: str) -> str:
    """Return the role of what stands in an element, by its name, its class, or what it stands in."""
    if name in TAG_ROLES:
        return TAG_ROLES[name]
    if name in ("article", "main"):
        return ""
    for match in CLASSES.finditer(tag) if "=" in tag else ():
        classes = match[1] or match[2] or match[3]
        for words, role in CLASS_ROLES:
            if words.search(classes):
                return role
    return outer


def _marks(lines: list[Line], raw: str) -> Iterator[Mark]:
    """Yield the lines whose role the markup tells: what an element is for, and links in a row; never prose."""
    prose = [(line.length > LONG and line.linked * 2 < line.length) or PROSE.search(raw, line.start, line.end) is not None for line in lines]
    first = prose.index(True) if True in prose else len(lines)
    links = [line.linked * 5 >= line.length * 4 and not line.headline for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and links[end] and not prose[end]:
            end += 1
        row = end - at >= ROW_OF_LINKS
        for i in range(at, max(end, at + 1)):
            line = lines[i]
            role = line.role if line.role and not prose[i] and not line.headline else ""
            if line.role == "caption" and line.length <= 4 * LONG:
                role = "caption"
            if row and not role:
                role = "navigation" if i < first else "promotion"
            if role:
                yield Mark(line.start, line.end, role)
        at = max(end, at + 1)
