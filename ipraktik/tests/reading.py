"""What a page says, as its reader finds it."""

from bs4 import BeautifulSoup


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def words(response):
    """All its words, in one line."""
    return page(response).get_text(" ", strip=True)


def errors(response):
    """What the summary of errors says, link by link."""
    return [each.get_text(" ", strip=True) for each in page(response).select(".error-summary a")]


def told(response):
    """The messages above the page."""
    return [each.get_text(" ", strip=True) for each in page(response).select(".alert .alert-text")]
