"""The reader's language: what they chose here, else what their profile says, else what the browser asks for."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_from_request

from ipraktik.programme import programme


class LanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def language_of(request):
    spoken = programme().languages
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    own = request.user.language if request.user.is_authenticated else None
    asked = get_language_from_request(request) if "Accept-Language" in request.headers else None
    return next((code for code in (chosen, own, asked) if code in spoken), spoken[0])
