"""Conditions: what happened and what is known of a lead, read whole or not at all.

``reader`` reads a condition, out of ``parts`` that are joined (``grouping``, ``adjoining``, ``unless``) and turned
round (``negation``); ``condition`` is what comes of it. Each kind of part has a module: events (``events``,
``filters``, ``counts``, ``measured``, ``sequences``, ``lapses``, …) and fields (``numbered``, ``valued``,
``known``, ``titles``, ``countries``, ``moments``, …). ``vague`` fills in the words that must not be guessed at
(``vaguer``, ``sized``, ``unmeasured``, ``outsized``, ``untimed``, ``unlimited``), each with a question.
"""
