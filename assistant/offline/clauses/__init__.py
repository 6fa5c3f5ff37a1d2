"""Clauses and headings: of which kind they are.

``clause`` reads one, or two in one (``kinds``), if need be in other words (``retold``): points, who is kept out
(``barring``, ``onebyone``, ``wanting``), stages and grades (``levels``, ``lifecycle``, ``grades``, ``handing``,
``anyway``, ``keeping``), limits (``capping``), how long points last (``lasting``; ``lines.lasting`` carries it out),
what does not count (``ignoring``). ``headings`` reads what a heading says of the lines below it, with ``limited`` and
``owngroups``; ``bearing`` and ``surrounding`` what an unread one may do to them, ``labelling`` and ``whom`` whom they
are about, ``terms`` names that are used later, ``talk``, ``asides`` and ``remarks`` what says nothing.
"""
