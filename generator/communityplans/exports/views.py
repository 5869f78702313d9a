"""The files of the views over all areas: progress, money, and open data."""

from datetime import date

from ..pages.page import Asset
from ..pages.showing import Showing
from .data import data_files
from .money import money_files
from .tracker import tracker_files


def view_files(showing: Showing, today: date) -> list[Asset]:
    """All of them, as they stand on a day."""
    return [*tracker_files(showing, today), *money_files(showing.content), *data_files(showing, today)]
