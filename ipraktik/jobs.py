"""What happens by the clock, done by `ipraktik work`. A room adds a job by one line.

The order is part of it: what ends by itself ends before anybody is reminded of it.
"""

from datetime import time, timedelta

from ipraktik.kit.clock import Job

OFTEN, A_MINUTE = timedelta(seconds=10), timedelta(minutes=1)
MORNING = time(7)  # nobody is written to in the night

JOBS = [
    Job("seal what all have signed", "ipraktik.notices.due:seal_signed", every=OFTEN, patience=A_MINUTE),
    Job("end suggestions nobody answers", "ipraktik.notices.due:lapse_silent", daily_at=MORNING),
    Job("end what is not signed in time", "ipraktik.notices.due:expire_unsigned", daily_at=MORNING),
    Job("close visits long over", "ipraktik.notices.due:close_long_over", daily_at=MORNING),
    Job("end wishes whose days are over", "ipraktik.notices.due:lapse_wishes", daily_at=MORNING),
    Job("remind by the ladder", "ipraktik.notices.ladder:climb", daily_at=MORNING),
    Job("tell that the visit begins", "ipraktik.notices.due:tell_that_it_begins", daily_at=MORNING),
    Job("the guide of the day", "ipraktik.notices.due:tell_the_guide_of_the_day", daily_at=MORNING),
    Job("welcome home", "ipraktik.notices.due:welcome_home", daily_at=MORNING),
    Job("remind of the daily talk", "ipraktik.notices.evening:remind_of_talks", every=timedelta(minutes=5)),
    Job("note what is corrected in agreements", "ipraktik.placements.changing:note_corrections", daily_at=time(2, 30)),
    Job("tell colleagues in itineraries", "ipraktik.itinerary.telling:tell_colleagues", every=timedelta(minutes=10)),
    Job("put calendars right", "ipraktik.notices.put_right:put_calendars_right", every=timedelta(minutes=10)),
    Job("fetch the mail", "ipraktik.replies.mailbox:fetch", every=timedelta(minutes=1)),
    Job("forget what came in", "ipraktik.replies.forgetting:sweep", daily_at=time(2, 45)),
    Job("forget old links and letters", "ipraktik.notices.sweeping:sweep", daily_at=time(3)),
    Job("forget what a visit had to make room for", "ipraktik.preparing.care:forget_needs", daily_at=time(3, 10)),
    Job("forget imported sheets", "ipraktik.office.models:forget_old_sheets", daily_at=time(3, 15)),
    Job("forget photos and files nobody needs", "ipraktik.photos.forgetting:sweep", daily_at=time(3, 10)),
    Job("forget vectors nobody needs", "ipraktik.matching.forgetting:sweep", daily_at=time(3, 20)),
    Job("forget old notes", "ipraktik.notebook.forgetting:sweep", daily_at=time(3, 25)),
    Job("forget old sessions", "ipraktik.kit.installation:forget_old_sessions", daily_at=time(3, 30)),
]
