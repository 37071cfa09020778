"""How annual reports are shown: the official tables, years side by side, charts."""
