"""Lines: an outline as it was written, in which headings and neighbours give a line its meaning.

``drafting`` goes through the outline, ``line`` reads one of them with what stands around it (``bags``).
``nesting``, ``topics``, ``titling``, ``numbering``, ``prefixes`` and ``subjects`` tell headings and lists, cut by
``cutting``; ``banding`` and ``segments`` are lists of bands and of kinds of leads, ``totals`` the last lines of a list,
``enumerations`` lists in one line. ``binding``, ``gathering``, ``narrowing`` and ``lasting`` carry out lines that are
about others; ``restricting``, ``reasons`` and ``doubts`` what an unread word may change. ``drafted`` is what comes of
it.
"""
