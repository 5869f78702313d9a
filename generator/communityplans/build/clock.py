"""The system clock: the only module that reads it."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def clock(zone: str = "UTC") -> date:
    """Today in a time zone, or the day of SOURCE_DATE_EPOCH if that is set
    (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(ZoneInfo(zone)).date()
