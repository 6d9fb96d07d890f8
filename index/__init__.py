"""Documents in, ranked passages out. Knows nothing of chat, HTTP, models that write, or prompts, and imports
nothing of ``assistant``.
"""
