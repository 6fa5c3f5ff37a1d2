"""Clauses and headings: of which kind they are.

``clause`` reads one: points, who is kept out (``barring``, ``wanting``), stages and grades (``levels``,
``lifecycle``, ``grades``, ``handing``), limits (``capping``), what does not count (``ignoring``). ``headings``
reads what a heading says of the lines below it, ``labelling`` and ``whom`` whom they are about, ``terms`` names
that are used later, ``talk`` and ``remarks`` what says nothing.
"""
