"""Pages as HTML, as content systems of county websites have them."""

from html import escape

from published.page import Area, Grid, Page, Text


def html(page: Page) -> bytes:
    """Return the bytes of a web page in UTF-8."""
    body = "\n".join(_text(part) if isinstance(part, Text) else _table(part) for part in page.parts)
    head = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>公开</title></head>'
    return f"{head}\n<body>\n{body}\n</body></html>\n".encode()


def _text(part: Text) -> str:
    tag = "h3" if part.heading else "p"
    return f"<{tag}>{escape(part.text)}</{tag}>"


def _table(part: Grid) -> str:
    rows: list[list[str]] = [[] for _ in part.rows]
    for area in part.areas():
        rows[area.row].append(_cell(area))
    inner = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f'<table border="1">\n{inner}\n</table>'


def _cell(area: Area) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("rowspan", area.rows), ("colspan", area.columns)) if count > 1
    )
    return f"<td{spans}>{escape(area.text, quote=False).replace(chr(10), '<br>')}</td>"
