"""The engine knows no database, so nothing of it need be tested on a second one."""

import os

if os.environ.get("DATABASE") == "postgres":
    collect_ignore_glob = ["test_*.py"]
