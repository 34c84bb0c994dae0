"""Downloads FILE of PROJECT from the user's package index into PART, going on where an earlier download stopped.

Usage: python3 resume.py PROJECT FILE PART
Exit code 0: PART is whole. 3: the index does not offer the file this way (pip may still know how).
"""

import html.parser
import os
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

NOT_OFFERED = 3


class Links(html.parser.HTMLParser):
    """The addresses of an index page."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)


def setting(name):
    """A setting of pip: its environment variable, else its configuration."""
    value = os.environ.get("PIP_" + name.upper().replace("-", "_"))
    if value:
        return value
    asked = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global." + name], capture_output=True, text=True)
    return asked.stdout.strip() or None


def index_url():
    configured = setting("index-url")
    if configured:
        return configured
    from pip._internal.models.index import PyPI

    return PyPI.simple_url


def opened(url, headers):
    context = ssl.create_default_context(cafile=setting("cert"))
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60, context=context)


def address_of(project, file):
    with opened(index_url().rstrip("/") + "/" + project + "/", {"Accept": "text/html"}) as page:
        links = Links()
        links.feed(page.read().decode("utf-8", "replace"))
        for link in links.found:
            url = urllib.parse.urljoin(page.url, link).split("#")[0]
            if urllib.parse.unquote(url).endswith("/" + file):
                return url
    return None


def resume(url, part):
    have = os.path.getsize(part) if os.path.exists(part) else 0
    try:
        answer = opened(url, {"Range": "bytes=%d-" % have} if have else {})
    except urllib.error.HTTPError as error:
        if error.code == 416:
            return
        raise
    with answer, open(part, "ab", buffering=0) as sink:
        if answer.status != 206:
            have = 0
            sink.truncate(0)
        for block in iter(lambda: answer.read1(1 << 20), b""):
            sink.write(block)
        length = answer.headers.get("Content-Length")
        if length is not None and os.path.getsize(part) != have + int(length):
            raise OSError("the connection ended early")


if __name__ == "__main__":
    project, file, part = sys.argv[1:]
    address = address_of(project, file)
    if address is None:
        sys.exit(NOT_OFFERED)
    resume(address, part)
