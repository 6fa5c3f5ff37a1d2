"""Later turns of a conversation: they change the draft as little as they can.

``followups`` decides what one is about, piece by piece (``pieces``, ``courtesy``, ``complaints``, ``keeping``,
``attributed``: who wants it); ``changing`` makes one change, of the kinds in ``changes``, ``amending``, ``reshaping``,
``timing``, ``relative``, ``rows``, ``edges``, ``grading``, ``widening``, ``alternatives``, ``typed``, ``removing``,
``members``, ``confining``, ``filtering``, ``exchanging``, ``repeating``, ``renaming``, ``totals`` and ``several``.
``places`` finds where, ``contrast`` what was there, ``edited`` is the draft then; ``adding`` puts more behind it,
``undoing`` takes back. ``opening`` asks for what is left open, in words that ``changes`` and ``reshaping`` read then;
``answers`` reads what is answered to a question.
"""
