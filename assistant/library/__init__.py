"""The documents' folder, kept from the browser: put in, replaced, removed, indexed anew. Knows no question."""
