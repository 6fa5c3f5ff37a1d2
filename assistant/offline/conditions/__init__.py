"""Conditions: what happened and what is known of a lead, read whole or not at all.

``reader`` reads a condition, out of ``parts`` that are joined (``grouping``, ``adjoining``, ``quantifiers``,
``unless``) and turned round (``negation``); ``condition`` is what comes of it; ``stretches``, ``harmless`` and
``bounding`` cut words to what they say. Each kind of part has a module:

- events: ``events``, by ``wording``, ``doing``, ``acts`` and ``phrasing``; what holds of them (``filters``,
  ``qualities``, ``seats``), how many (``counts``, ``measured``), in which order and when (``sequences``, ``lapses``,
  ``anchors``);
- fields: ``numbered``, ``valued``, ``known``, ``alike``, ``titles``, ``departments``, ``countries``, ``dwelling``,
  ``addresses``, ``outsiders``, ``lists``, ``moments``, ``leads``;
- what the rules say of a lead: ``totals``, ``graded``;
- ``alone``: numbers that stand alone behind others.

``vague`` fills in the words that must not be guessed at (``vaguer``, ``sized``, ``unmeasured``, ``outsized``,
``untimed``, ``unlimited``, ``years``), each with a question.
"""
