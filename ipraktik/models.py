"""One import line a room."""

from ipraktik.people.models import *  # noqa: F403 I001
from ipraktik.history.models import *  # noqa: F403
from ipraktik.guide.models import *  # noqa: F403
from ipraktik.directory.models import *  # noqa: F403
from ipraktik.agreements.models import *  # noqa: F403
from ipraktik.placements.models import *  # noqa: F403
from ipraktik.itinerary.models import *  # noqa: F403
from ipraktik.preparing.models import *  # noqa: F403
from ipraktik.documents.models import *  # noqa: F403
from ipraktik.calendars.models import *  # noqa: F403
from ipraktik.matching.models import *  # noqa: F403
from ipraktik.photos.models import *  # noqa: F403
from ipraktik.notebook.models import *  # noqa: F403
from ipraktik.reflections.models import *  # noqa: F403
from ipraktik.notices.models import *  # noqa: F403
from ipraktik.replies.models import *  # noqa: F403
from ipraktik.office.models import *  # noqa: F403
from ipraktik.documents.checks import check_seal  # noqa: F401
from ipraktik.replies.checks import check_inbound  # noqa: F401
from ipraktik.notices.checks import check_letters  # noqa: F401  (registered once the models are known)
