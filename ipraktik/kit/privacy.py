"""What is shown to somebody with a session stays with them: no browser, and no server on the way, keeps a copy."""

from django.utils.cache import add_never_cache_headers


class KeepNothingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.session.is_empty():
            add_never_cache_headers(response)
        return response
