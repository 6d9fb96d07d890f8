"""What the C library keeps of memory that is no longer used."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Return free memory to the system, where the C library is glibc: by itself it keeps what loading needed."""
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
