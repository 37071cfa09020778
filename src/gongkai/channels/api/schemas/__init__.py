"""What the API answers, field by field. The descriptions are the documentation: see docs/api.md, made from them."""
