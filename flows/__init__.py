"""The only code that knows Prefect, and the command line.

Prefect reads its settings once, at import, so what it must not decide by itself is said here: no telemetry, its files inside the
project, and time enough for its temporary server on a slow machine. A variable that is set already goes first.
"""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]

for name, value in {
    "PREFECT_HOME": str(ROOT / ".prefect"),
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
    # The default of 20 seconds is less than its imports take on two slow cores.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}.items():
    os.environ.setdefault(name, value)
