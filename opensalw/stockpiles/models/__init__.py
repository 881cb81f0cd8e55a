"""What stands in stockpiles: sites, lots, movements, counts, destruction orders; tables only."""

from .counts import CountLine, StockCount
from .destruction import Order, OrderLine
from .sites import Site
from .stock import Change, Lot, Movement

__all__ = ["Change", "CountLine", "Lot", "Movement", "Order", "OrderLine", "Site", "StockCount"]
