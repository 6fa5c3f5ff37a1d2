"""Points: what is worth how many, and what limits them.

``awarding`` reads a clause of points, of which ``wholly`` reads what they are for; ``amounts`` finds them, ``effects``
and ``limits`` all that goes with them (``fading``, ``repeats``, ``recency``, ``throughout``, ``beside``); ``tallies``
says of what they can be given each time. Several at once are ``bands``, ``listing`` (cut by ``cutting``), ``otherwise``
and ``tables`` (``remaining``: rows without a value); sentences that belong together ``following``, ``completing``,
``turned`` and ``inplace``. ``besides`` are events without some of them, ``unlike`` rules that have nothing to do with
each other, ``worthless`` what gives nothing. Points without a number are asked (``asking``, ``unpriced``, ``unsaid``,
``somewhat``, ``lacking``). What it all comes to are ``statements`` in an ``outcome``.
"""
