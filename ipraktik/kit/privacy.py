"""What is shown to somebody stays with them: no browser, no server on the way and no other site keeps a copy."""

from django.utils.cache import add_never_cache_headers


class KeepNothingMiddleware:
    """What is shown to somebody with a session is kept by nobody."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.session.is_empty():
            add_never_cache_headers(response)
        return response


def discreet(response):
    """For a page whose address holds a token: nobody else is told it, and no search engine keeps it."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
