"""Documents into ranked passages. Knows nothing of chat, HTTP or models that write."""

import os

# The products here are small: handing them to threads costs more than it saves (14 ms a question
# against 5 on two busy cores). It must stand in the environment before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
