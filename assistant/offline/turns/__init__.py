"""Later turns of a conversation: they change the draft as little as they can.

``followups`` decides what one is about; ``changes``, ``amending``, ``reshaping``, ``relative``, ``widening`` and
``rows`` are the kinds of change, ``places`` finds where, ``answers`` reads what is answered to a question.
"""
