"""From a definition in plain English to rules that are checked, run and shown before anybody applies them.

``drafts`` is what goes in and comes out; ``names`` what a definition can be about; ``offline`` reads definitions by
patterns; ``llm`` asks a language model; ``gate`` checks and runs what any of them wrote.
"""
