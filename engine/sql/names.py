"""Names for what a statement works out: `lw_`, what it is, and a few of its words.

No table of people's data has names with that prefix, so nothing in a statement can be taken for something else.
"""

import re
import unicodedata

PREFIX = "lw_"
LEAD = "lw_lead"
AT = "lw_at"
AGE = "lw_age"
KIND = "lw_kind"
AS_OF = "lw_as_of"
TODAY = "lw_today"
DAY = "lw_day"

RUN = "lw_run"
LEADS = "lw_leads"
EVENTS = "lw_events"
SIGNALS = "lw_signals"
FACTS = "lw_facts"

_LONGEST = 40
"""Letters of a name; Postgres cuts names off after 63."""
_OTHER = re.compile("[^a-z0-9]+")


class Names:
    """Gives each thing a name of its own."""

    def __init__(self) -> None:
        self._taken = {LEAD, AT, AGE, KIND, AS_OF, TODAY, DAY, RUN, LEADS, EVENTS, SIGNALS, FACTS}

    def new(self, kind: str, words: str = "") -> str:
        """``lw_``, the kind, and what of some words can stand in a name."""
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        tail = _OTHER.sub("_", plain.lower()).strip("_")[:_LONGEST].strip("_")
        base = PREFIX + "_".join(part for part in (kind, tail) if part)
        found, number = base, 1
        while found in self._taken:
            number += 1
            found = f"{base}_{number}"
        self._taken.add(found)
        return found
