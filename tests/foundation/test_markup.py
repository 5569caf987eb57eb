"""Markdown made safe."""

import time

import pytest

from foundation.markup import DEEPEST, LONGEST, as_html, rendered

REL = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Good morning.\n\nThe light is red.\n    It blinks.",
        "5 & 3 < 9, A+B, 2026-10-01, suport#310, #310, 10.5",
        "Please ask [the provider",
        "Thanks!\nAina",
        "x > y",
    ],
)
def test_plain_text_stays_plain(text):
    assert rendered(text) == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**red** and *slow*", "<p><strong>red</strong> and <em>slow</em></p>"),
        ("a **b**\nc", "<p>a <strong>b</strong><br>\nc</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("`ping`", "<p><code>ping</code></p>"),
        ("```sh\nping <x>\n```", "<pre><code>ping &lt;x&gt;\n</code></pre>"),
        ("# One\n## Two", "<h3>One</h3>\n<h4>Two</h4>"),
        ("~~no~~", "<p><s>no</s></p>"),
        ("Regards\n---", "<p>Regards</p>\n<hr>"),
        (
            "|a|b|\n|-|-|\n|1|2|",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>",
        ),
    ],
)
def test_marks_become_html(text, html):
    assert rendered(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "https://example.org/a?b=1&c=2.",
            f'<p><a href="https://example.org/a?b=1&amp;c=2" {REL}>https://example.org/a?b=1&amp;c=2</a>.</p>',
        ),
        ("(https://example.org/a_(b))", f'<p>(<a href="https://example.org/a_(b)" {REL}>https://example.org/a_(b)</a>)</p>'),
        ("ask aina@example.org, please", f'<p>ask <a href="mailto:aina@example.org" {REL}>aina@example.org</a>, please</p>'),
        ("[here](https://example.org)", f'<p><a href="https://example.org" {REL}>here</a></p>'),
        ("`https://example.org`", "<p><code>https://example.org</code></p>"),
    ],
)
def test_addresses_become_links(text, html):
    assert rendered(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "**x** <script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "[x](vbscript:x) **y**",
        "**x** <img src=x onerror=alert(1)>",
        "[x](  java\nscript:alert(1))",
        '[x](https://example.org "a\\" onmouseover=alert(1)")',
        '<https://example.org/"onclick=alert(1)>',
    ],
)
def test_nothing_that_runs_comes_through(text):
    html = as_html(text)

    assert not any(f"<{tag}" in html for tag in ("script", "img", "iframe", "svg"))
    assert not any(f'href="{scheme}' in html for scheme in ("javascript", "data", "vbscript"))
    assert 'onclick="' not in html
    assert 'onmouseover="' not in html


def test_an_image_is_a_link_at_most():
    assert rendered("![dog](https://example.org/dog.png)") == f'<p>!<a href="https://example.org/dog.png" {REL}>dog</a></p>'


def test_plain_text_as_html_keeps_its_lines():
    assert as_html("a <b>\nc\n\nd") == "<p>a &lt;b&gt;<br>c</p>\n\n<p>d</p>"


def test_a_text_that_is_too_long_stays_plain():
    assert rendered("*a* " * (LONGEST // 4 + 1)) == ""


def test_depth_is_bounded():
    assert rendered(">" * 5000 + "x").count("<blockquote>") <= DEEPEST


@pytest.mark.parametrize("piece", ["[", "*a ", "_a_", "`a", "![", "[a](", "<a ", "~~a", "\\*", "a.@", "|a", "1. ", "http://a"])
def test_the_worst_that_fits_a_form_is_rendered_in_time(piece):
    started = time.monotonic()

    rendered((piece * LONGEST)[:LONGEST])

    assert time.monotonic() - started < 5
