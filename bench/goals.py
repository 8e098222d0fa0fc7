"""How each figure may relate to its floor: the goals of issue E."""

from bench.measure import Goal

GOALS = {
    "full recompute, nothing stored yet": Goal("at most", 1.2),
    "full recompute, nothing changed": Goal("at most", 0.4),
    "recompute of one indicator after a save": Goal("at most", 25),
    "full recompute, two workers instead of one": Goal("at most", 0.65),
    "memory of a worker in the full recompute": Goal("more", 150),
    "council dashboard": Goal("at least", 0.5),
    "council dashboard, kept": Goal("at least", 0.5),
    "the same page, unchanged": Goal("at least", 0.4),
    "dashboard, one programma shown": Goal("at most", 1.3),
    "entry grid, judged while typing": Goal("at most", 3),
    "load of a spreadsheet, 165 × 15": Goal("at most", 2),
    "publication frozen": Goal("at most", 3),
}
FLOORS = {
    "full recompute, nothing stored yet": "één SQL-opdracht met de hand, die dezelfde rijen schrijft",
    "full recompute, nothing changed": "dezelfde SQL-opdracht op een lege tabel",
    "recompute of one indicator after a save": "één rondje naar de database",
    "full recompute, two workers instead of one": "hetzelfde met één worker",
    "memory of a worker in the full recompute": "Python met Django geladen",
    "council dashboard": "dezelfde regels uit het geheugen, met een kale lus",
    "council dashboard, kept": "dezelfde regels uit het geheugen, met een kale lus",
    "the same page, unchanged": "een vast antwoord van die grootte",
    "dashboard, one programma shown": "dezelfde pagina op de schaal van Leiden",
    "entry grid, judged while typing": "een lege pagina met inloggen",
    "load of a spreadsheet, 165 × 15": "lezen met openpyxl en alles in één keer schrijven, met geschiedenis",
    "publication frozen": "dezelfde rijen als JSON, één query per tabel",
}
