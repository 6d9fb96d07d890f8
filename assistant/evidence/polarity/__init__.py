"""Questions and sentences of which one says yes and the other no."""
