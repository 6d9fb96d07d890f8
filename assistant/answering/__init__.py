"""An answer under way: where its evidence is looked for, and the last ones, which are told again.

Knows the stages it uses by name; nothing of their order, which is the engine's, nor of how an answer is worded.
"""
