"""Points: what is worth how many, and what limits them.

``awarding`` reads a clause of points; ``amounts`` finds them, ``effects`` and ``limits`` all that goes with them
(``fading``, ``repeats``, ``beside``). Several at once are ``bands``, ``listing``, ``otherwise`` and ``tables``.
Points without a number are asked (``asking``, ``unpriced``, ``unsaid``,
``somewhat``, ``lacking``). What it all comes to are ``statements``
in an ``outcome``.
"""
