"""Three parties and three phases: the spine. No other word is used for either."""

from django.db import models
from django.utils.translation import pgettext_lazy

INTERN, HOST, SENDER, COORDINATOR = "intern", "host", "sender", "coordinator"
PARTIES = (INTERN, HOST, SENDER)


class Phase(models.TextChoices):
    BEFORE = "before", pgettext_lazy("phase", "before")
    DURING = "during", pgettext_lazy("phase", "during")
    AFTER = "after", pgettext_lazy("phase", "after")
