"""What the office is told of talks and advice: that they were held and given, and how many; never what was said."""

from ipraktik.people.parties import Phase
from ipraktik.placements.models import Placement
from ipraktik.reflections.advice import outcomes_of
from ipraktik.reflections.conclusions import Conclusion
from ipraktik.reflections.talks import held


def counted(placement):
    """Nothing before the visit, or where it came to none."""
    if placement.state not in Placement.RIGHTS["talk"].during or placement.phase == Phase.BEFORE:
        return {}
    talks, days = held(placement)
    is_closed = Conclusion.objects.filter(placement=placement, day=None).exclude(text="").exists()
    return {"held": talks, "days": days, "is_closed": is_closed} | outcomes_of(placement)
