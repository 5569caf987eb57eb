"""Raw mails made by hand, so that what is wrong in them stays wrong."""


def raw(*headers: str, body: str | bytes = "", charset: str = "utf-8") -> bytes:
    """A mail with these header lines and this body, line feeds only."""
    content = body if isinstance(body, bytes) else body.encode(charset)
    return "\n".join(headers).encode(charset) + b"\n\n" + content


def multipart(kind: str, *parts: str | bytes, boundary: str = "b1") -> bytes:
    """The rest of a mail from its Content-Type on: `parts` are whole entities."""
    lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()]
    for part in parts:
        lines.append(f"--{boundary}\n".encode() + (part if isinstance(part, bytes) else part.encode()) + b"\n")
    return b"".join(lines) + f"--{boundary}--\n".encode()


def mail(content: bytes, *headers: str) -> bytes:
    """A mail of a person with these further headers and `content` from the Content-Type on."""
    fixed = ("From: Anna Prat <anna@example.org>", "To: suport@example.org", "Subject: No line", "Message-ID: <m1@example.org>")
    return "\n".join([*fixed, *headers]).encode() + b"\n" + content
