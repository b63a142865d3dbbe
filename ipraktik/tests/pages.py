"""What no page of the site may do, whoever looks at it: tell others about its reader, run what is not ours, be kept."""

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

ADDRESSES = ("href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "ping", "hx-get", "hx-post")
HEADERS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY"},
    "Referrer-Policy": {"same-origin", "strict-origin"},  # of a link's page not even the site is told the address
    "Cross-Origin-Opener-Policy": {"same-origin"},
}
POLICY = {
    "default-src": {"'none'"}, "script-src": {"'self'"}, "style-src": {"'self'"}, "img-src": {"'self'", "data:"},
    "font-src": {"'self'"}, "connect-src": {"'self'"}, "form-action": {"'self'"}, "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"}, "manifest-src": {"'self'"}, "worker-src": {"'self'"},
}  # fmt: skip
INLINE = "style, [style], script:not([src], [type='application/json']), base, iframe, object, embed"
FAR = ("mailto:", "tel:", "data:image/svg+xml")


def faults(response, is_personal, elsewhere=()):
    """Sentences about what is wrong with a response; `elsewhere` are the sites that a link may lead to."""
    found = [*of_headers(response), *of_cookies(response), *of_keeping(response, is_personal), *of_going_on(response)]
    if response.headers.get("Content-Type", "").startswith("text/html") and response.content:
        found += of_page(BeautifulSoup(response.content, "html.parser"), elsewhere)
    return found


def of_headers(response):
    for name, allowed in HEADERS.items():
        if response.headers.get(name) not in allowed:
            yield f"{name}: {response.headers.get(name)}"
    if policy(response) != POLICY:
        yield f"Content-Security-Policy: {response.headers.get('Content-Security-Policy')}"


def policy(response):
    """{directive: sources}, without the number used once."""
    parts = [part.split() for part in response.headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: {each for each in sources if not each.startswith("'nonce-")} for name, *sources in parts}


def of_cookies(response):
    for name, cookie in response.cookies.items():
        if not cookie["httponly"] or cookie["samesite"] != "Lax":
            yield f"the cookie {name}"


def of_keeping(response, is_personal):
    if is_personal and "no-store" not in response.headers.get("Cache-Control", ""):
        yield f"Cache-Control: {response.headers.get('Cache-Control')}"


def of_going_on(response):
    address = response.headers.get("Location", "/")
    if not address.startswith("/") or not is_ours(address):
        yield f"Location: {address}"


def of_page(page, elsewhere):
    yield from (f"inline: {each.name}" for each in page.select(INLINE))
    yield from (f"meta: {each}" for each in page.select("meta[http-equiv]"))
    for tag in page.find_all(True):
        yield from (f"handler: {name}" for name in tag.attrs if name.startswith(("on", "hx-on")))
        yield from of_addresses(tag, elsewhere)
    yield from (f"form without a token: {form.get('action')}" for form in page.select("form") if lacks_token(form))


def of_addresses(tag, elsewhere):
    for name in {*ADDRESSES} & {*tag.attrs}:
        address = tag[name].strip()
        if is_ours(address) or address.startswith(FAR):
            continue
        if tag.name != "a" or not address.startswith("https://") or urlsplit(address).hostname not in elsewhere:
            yield f"{tag.name} leads elsewhere: {address}"
        elif "noopener" not in tag.get("rel", []):
            yield f"{tag.name} without noopener: {address}"


def is_ours(address):
    """An address within the site: neither a scheme nor another host, whichever way a browser reads it."""
    return not re.match(r"[\s\x00-\x1f]*([a-z][a-z0-9+.-]*:|[\\/]{2})", address, re.IGNORECASE)


def lacks_token(form):
    return form.get("method", "get").lower() == "post" and not form.select_one("input[name=csrfmiddlewaretoken]")
