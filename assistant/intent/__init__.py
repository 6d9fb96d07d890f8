"""What a message wants: courtesy, an act on the last answer, or a question. Knows utterances, not documents."""
