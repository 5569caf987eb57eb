"""Pieces of mails about accounts."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from foundation.mailwords import Block

_CODE = mark_safe(
    '<p style="margin:0 0 16px;font-size:28px;line-height:1.4;font-weight:bold;letter-spacing:2px;"><bdi dir="ltr">{}</bdi></p>'
)


def code_part(code: str) -> Block:
    """Return a code to type in, large and on a line of its own."""
    return Block(code, format_html(_CODE, code))
