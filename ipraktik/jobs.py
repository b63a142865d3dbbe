"""What happens by the clock, done by `ipraktik work`. A room adds a job by one line."""

from datetime import time

from ipraktik.kit.clock import Job

JOBS = [
    Job("forget old sessions", "ipraktik.kit.installation:forget_old_sessions", daily_at=time(3, 30)),
]
