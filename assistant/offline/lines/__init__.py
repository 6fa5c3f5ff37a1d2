"""Lines: an outline as it was written, in which headings and neighbours give a line its meaning.

``drafting`` goes through the outline, ``line`` reads one of them with what stands around it (``bags``).
``nesting``, ``topics``, ``titling`` and ``numbering`` tell headings and lists; ``binding``, ``gathering`` and
``narrowing`` lines that are about others; ``restricting``, ``reasons`` and ``doubts`` what an unread word may
change. ``drafted`` is what comes of it.
"""
