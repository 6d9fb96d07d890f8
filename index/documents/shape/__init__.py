"""How documents of each kind are laid out: their heads, sections, tables, lists and notes. Knows text, no formats."""
