"""Questions kept with sentences, written by a language model and checked. Knows an index; answers nothing."""
