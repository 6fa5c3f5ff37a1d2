"""Drafting by a language model behind an OpenAI-compatible endpoint.

``endpoint`` is where and with which key; ``material`` all that may be sent, ``redaction`` what of it must not; ``wire``
one call, ``failures`` what went wrong with it; ``ladder`` how the endpoint is held to a grammar; ``prompts`` the calls
that draft; ``tools`` what the model may call; ``answers``, ``quotes``, ``layout`` what is made of its answer;
``drafter`` the whole.
"""
