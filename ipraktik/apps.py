from django.apps import AppConfig
from django.core import checks

from ipraktik.programme.checks import check_programme


class IpraktikConfig(AppConfig):
    name = "ipraktik"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        checks.register(check_programme)
