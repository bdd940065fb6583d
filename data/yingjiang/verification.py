"""What can be wrong with the two tables: totals, parents, ranges, kept figures, and datapackage.json."""

import csv
import io
import json
import re
from decimal import Decimal

from figures import DISTRICT, HERE, TOTALS, Sources


def package_problems(tables):
    """What in the tables contradicts datapackage.json: headings and the constraints stated there."""
    package = json.loads((HERE / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["path"] not in tables:
            continue  # the service catalogue is written by hand
        rows = list(csv.DictReader(io.StringIO(tables[resource["path"]])))
        fields = resource["schema"]["fields"]
        if [field["name"] for field in fields] != list(rows[0]):
            yield f"{resource['path']}: the headings differ from datapackage.json"
        for field in fields:
            limits, values = field.get("constraints", {}), [row[field["name"]] for row in rows]
            filled = [value for value in values if value != ""]
            numbers = [Decimal(value) for value in filled] if field["type"] != "string" else []
            wrong = (
                (limits.get("required") and len(filled) < len(values))
                or (limits.get("unique") and len(set(values)) < len(values))
                or ("pattern" in limits and not all(re.search(limits["pattern"], value) for value in filled))
                or ("enum" in limits and not set(filled) <= set(limits["enum"]))
                or ("minimum" in limits and min(numbers) < limits["minimum"])
                or ("maximum" in limits and max(numbers) > limits["maximum"])
                or (field["type"] == "integer" and any(number != int(number) for number in numbers))
            )
            if wrong:
                yield f"{resource['path']}: {field['name']} breaks its constraints"


def table_problems(tables):
    """What is wrong with the tables: totals, parents, ranges, sums."""
    sources = Sources()
    units_read, rows = (list(csv.DictReader(io.StringIO(tables[name]))) for name in ("units.csv", "communities.csv"))
    for name in TOTALS:
        for table, rows_of_it in (("communities.csv", rows), ("units.csv", units_read)):
            found = sum(int(row[name]) for row in rows_of_it if name in row)
            if name in rows_of_it[0] and found != sources.total(name):
                yield f"{table}: {name} sums to {found}, not to {sources.total(name)}"
    if (len(units_read), len(rows)) != (9, 48):
        yield "there are not 9 units and 48 committees"
    if [row["id"] for row in rows] != sorted(row["id"] for row in rows):
        yield "the communities are not in order of id"
    parents = {row["id"]: row for row in units_read}
    for row in rows:
        if row["unit"] not in parents:
            yield f"{row['id']}: no unit {row['unit']}"
        yield from row_problems(row)
    for unit in units_read:
        own = [row for row in rows if row["unit"] == unit["id"]]
        for name in ("households", "population", "population_65", "area_km2"):
            if sum(Decimal(row[name]) for row in own) != Decimal(unit[name]):
                yield f"{unit['id']}: {name} is not the sum over its communities"
    for (code, figure), source in sources.figures.items():
        known = parents.get(code) or next((row for row in rows if row["id"] == code), {})
        if source["use"] == "kept" and Decimal(known[figure]) != Decimal(source["value"]):
            yield f"{code}: {figure} is {known[figure]}, the source has {source['value']}"
    if sum(Decimal(row["area_km2"]) for row in rows) > sources.figure(DISTRICT, "area_km2"):
        yield "the areas exceed the district's"
    for name in ("posts_townships", "posts_streets"):
        kind = name.removeprefix("posts_").removesuffix("s")
        if sum(int(row["posts_today"]) for row in units_read if row["kind"] == kind) != sources.figure(DISTRICT, name):
            yield f"{name}: the units do not sum to it"


def row_problems(row):
    people, homes = Decimal(row["population"]), Decimal(row["households"])
    ranges = {
        "people per household": (people / homes, "1.8", "4.0"),
        "share aged 65 and over": (int(row["population_65"]) / people, "0.05", "0.27"),
        "share registered outside": (int(row["registered_outside"]) / people, "0.10", "0.70"),
        "share of low-income households": (int(row["low_income_households"]) / homes, "0", "0.04"),
        "households": (homes, "500", "9000"),
        "residents per km2": (people / Decimal(row["area_km2"]), "50", "40000"),
        "year": (Decimal(row["established"]), "1949", "2019"),
    }
    for name, (value, low, high) in ranges.items():
        if not Decimal(low) <= value <= Decimal(high):
            yield f"{row['id']} {row['name']}: {name} is {value:.3f}, outside {low} to {high}"
