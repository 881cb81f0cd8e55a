"""Colours (Okabe-Ito where they must differ) and the settings that every chart shares."""

from typing import Any

from opensalw.documents.characters import FONT

MAIN = "#1d4e89"
INK = "#1a1a1a"
GREY = "#6b7280"
LIGHT = "#c8cdd3"
HAIR = "#d9dde2"
PAPER = "#ffffff"
STATES = {
    "good": "#009e73",
    "warn": "#e69f00",
    "bad": "#d55e00",
    "query": "#cc79a7",
    "none": "#8a9099",
    "main": MAIN,
}

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 11,
        "titleColor": GREY,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "domainColor": GREY,
        "domainWidth": 0.5,
        "tickColor": GREY,
        "tickWidth": 0.5,
        "gridColor": HAIR,
        "gridWidth": 0.5,
        "labelLimit": 240,
    },
    "header": {"labelColor": INK, "labelFontSize": 11, "labelFontWeight": "bold", "title": None},
    "text": {"font": FONT, "fontSize": 11, "color": INK},
    "title": {"anchor": "start", "color": INK, "fontSize": 12, "fontWeight": "bold"},
}
