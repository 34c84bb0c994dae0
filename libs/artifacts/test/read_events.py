"""Prints what TensorBoard's own reader finds in an event file, one JSON object a record.

    python read_events.py FILE
"""

import json
import sys

from tensorboard.backend.event_processing.event_file_loader import LegacyEventFileLoader

for event in LegacyEventFileLoader(sys.argv[1]).Load():
    print(
        json.dumps(
            {
                "wallTime": event.wall_time,
                "step": event.step,
                "version": event.file_version,
                "values": {value.tag: value.simple_value for value in event.summary.value},
            }
        )
    )
