"""How a text begins that `tongwen new` has left for the author to write."""

MARKS = {"en": "TODO:", "zh": "待写："}
