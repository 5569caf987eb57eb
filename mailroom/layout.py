"""HTML laid out in lines by inscriptis, without the white space that a hostile page can make it write.

Margins, paddings and the widths of columns cost inscriptis memory by the gigabyte when a page asks for it, and the text is tidied
afterwards anyway: so there are none here. Only lines, and the order of the cells in a row, are kept.
"""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_properties import Display
from inscriptis.model.canvas import Canvas
from inscriptis.model.config import ParserConfig
from inscriptis.model.css import CssParse
from inscriptis.model.html_document_state import HtmlDocumentState
from inscriptis.model.html_element import HtmlElement
from inscriptis.model.table import Table, TableRow
from inscriptis.model.tag import CustomHtmlTagHandlerMapping

_MAX_MARGIN = 2
_MAX_CELLS = 200_000
_SEPARATOR = "  "


def laid_out(html: str) -> str:
    """The readable words of a page in lines. Raises what inscriptis and lxml raise for a page they cannot read."""
    return str(get_text(html.replace("&amp;", "&amp;amp;"), _config()))  # inscriptis replaces entities once more than a browser


def _config() -> ParserConfig:
    css = {name: _unpadded(element.__copy__()) for name, element in CSS_PROFILES["relaxed"].items()}
    css["hr"] = HtmlElement(display=Display.block)
    handlers = CustomHtmlTagHandlerMapping(start_tag_mapping={"table": _begin_table}, end_tag_mapping={})
    config = ParserConfig(css=css, custom_html_tag_handler_mapping=handlers)
    config.attribute_handler.attribute_mapping = {"style": _apply_style}
    return config


def _unpadded(element: HtmlElement) -> HtmlElement:
    element.padding_inline = 0
    return element


def _apply_style(style: str, element: HtmlElement) -> None:
    CssParse.attr_style(style, element)
    element.margin_before = min(element.margin_before, _MAX_MARGIN)
    element.margin_after = min(element.margin_after, _MAX_MARGIN)
    element.padding_inline = 0


def _begin_table(state: HtmlDocumentState, attributes: Mapping[str, Any]) -> None:
    state.tags[-1].set_canvas(Canvas())
    state.current_table.append(_NarrowTable(0, _SEPARATOR))


class _NarrowTable(Table):  # type: ignore[misc]
    """A table whose cells are as wide as their words."""

    def get_text(self) -> str:
        """The rows one below the other."""
        for row in self.rows:
            for cell in row.columns:
                cell.normalize_blocks()
        return "\n".join(_row(row) for row in self.rows) + "\n"


def _row(row: TableRow) -> str:
    """The first lines of all cells side by side, then the second lines; cells one below the other where that would be too many."""
    cells = ["\n".join(cell.blocks).split("\n") for cell in row.columns]
    if len(cells) * max(map(len, cells), default=0) > _MAX_CELLS:
        return "\n".join(line for cell in cells for line in cell)
    return "\n".join(_SEPARATOR.join(line) for line in zip_longest(*cells, fillvalue=""))
