"""Documents into ranked passages. Knows nothing of chat, HTTP or models that write."""
