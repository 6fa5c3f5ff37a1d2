"""Later turns of a conversation: they change the draft as little as they can.

``followups`` decides what one is about, piece by piece (``pieces``, ``courtesy``, ``complaints``, ``keeping``);
``changing`` makes one change, of the kinds in ``changes``, ``amending``, ``reshaping``, ``relative``, ``rows``,
``grading``, ``widening``, ``typed``, ``removing``, ``members``, ``confining``, ``exchanging`` and ``repeating``.
``places`` finds where, ``contrast`` what was there, ``edited`` is the draft then; ``adding`` puts more behind it,
``undoing`` takes back. ``opening`` asks for what is left open, ``answers`` reads what is answered to a question.
"""
