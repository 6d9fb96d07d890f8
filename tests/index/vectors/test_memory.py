"""What is told to the C library."""

from types import SimpleNamespace

from index.vectors import memory


def test_free_memory_is_given_back_where_the_c_library_can(monkeypatch):
    told = []
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: SimpleNamespace(malloc_trim=told.append))
    memory.give_back()
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda name: SimpleNamespace())
    memory.give_back()
    assert told == [0]
