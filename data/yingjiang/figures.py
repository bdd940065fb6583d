"""Reads the files in sources/, and the arithmetic that the estimate is made of."""

import csv
import hashlib
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
DISTRICT = "340802000000"
TOTALS = ("population", "households", "population_65", "registered_outside")


# --- arithmetic -------------------------------------------------------------------------------------


def whole(value):
    """Rounds half up to a whole number."""
    return int(Decimal(value).to_integral_value(ROUND_HALF_UP))


def apportion(weights, total):
    """Shares the whole number `total` in proportion to `weights` by largest remainders; ties go to the smaller id."""
    sum_of_weights = sum(weights.values())
    quotas = {key: weight * total / sum_of_weights for key, weight in weights.items()}
    shares = {key: int(quota.to_integral_value(ROUND_FLOOR)) for key, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda key: (shares[key] - quotas[key], key))
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def digest(purpose, code):
    """A fixed number in [0, 1): the first eight bytes of SHA-256 of «purpose:code» over 2^64."""
    first = hashlib.sha256(f"{purpose}:{code}".encode()).digest()[:8]
    return Decimal(int.from_bytes(first, "big")) / Decimal(2**64)


def varied(purpose, code, width):
    """A factor between 1 − width and 1 + width, fixed by the hash."""
    return 1 + Decimal(width) * (2 * digest(purpose, code) - 1)


def middle(position, count):
    """The middle of place `position` (from 0) when [0, 1] is cut into `count` equal places."""
    return (Decimal(position) + Decimal("0.5")) / count


# --- sources ----------------------------------------------------------------------------------------


def read(name):
    with open(HERE / "sources" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Sources:
    """Everything in sources/, by code."""

    def __init__(self):
        divisions = read("divisions.csv")
        self.units = {row["code"]: row for row in divisions if row["code"].endswith("000")}
        self.communities = {row["code"]: row for row in divisions if not row["code"].endswith("000")}
        self.settings = {row["setting"]: row for row in read("settings.csv")}
        self.placed = {row["code"]: row for row in read("settings_of_communities.csv")}
        self.sample = read("sample.csv")
        self.figures = {(row["code"], row["figure"]): row for row in read("figures.csv")}

    def figure(self, code, name):
        return Decimal(self.figures[code, name]["value"])

    def kept(self, name):
        """The single figures of communities that the tables keep as they are."""
        return {
            code: Decimal(row["value"])
            for (code, figure), row in self.figures.items()
            if figure == name and row["use"] == "kept" and code in self.communities
        }

    def setting(self, code):
        return self.settings[self.placed[code]["setting"]]

    def group(self, unit=None, setting=None):
        """Codes of the communities of a unit, of a setting, or of both, in order."""
        return [
            code
            for code in sorted(self.communities)
            if (unit is None or unit_of(code) == unit) and (setting is None or self.placed[code]["setting"] == setting)
        ]

    def sample_mean(self, use, column):
        """Mean of a column over the sampled communities marked with `use`."""
        values = [Decimal(row[column]) for row in self.sample if row["used_for"] == use and row[column]]
        return sum(values) / len(values)

    def total(self, name):
        """A district total that a column of the communities must meet exactly."""
        if name == "population_65":
            return whole(self.figure(DISTRICT, "share_65") * self.figure(DISTRICT, "population"))
        if name == "registered_outside":
            parts = ("registered_elsewhere_same_province", "registered_elsewhere_other_province")
            return whole(sum(self.figure(DISTRICT, part) for part in parts))
        return whole(self.figure(DISTRICT, name))


def unit_of(code):
    return code[:9] + "000"
