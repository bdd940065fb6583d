#!/usr/bin/env python3
"""Derives units.csv and communities.csv from the files in sources/.

    python3 estimate.py            writes both tables, unless something is wrong with them
    python3 estimate.py --check    derives them again, compares byte for byte, and tests them

Only the standard library is used. Arithmetic is decimal (28 digits), so the result is the same on
every machine. Nothing is random: where members of a group must differ and no source says how,
they are put in the order of the SHA-256 of «purpose:code». ../README.md explains every step.
"""

import csv
import io
import sys
from decimal import Decimal

sys.dont_write_bytecode = True

from figures import DISTRICT, HERE, Sources, apportion, digest, middle, unit_of, varied, whole  # noqa: E402
from verification import package_problems, table_problems  # noqa: E402

XINHE, XIAOSU, CHANGFENG, XINZHOU = "340802002000", "340802005000", "340802201000", "340802202000"
UNITS_HEADING = (
    "id,name,name_en,kind,posts_today,committees,households,population,population_65,population_2000,area_km2"
).split(",")
COMMUNITIES_HEADING = (
    "id,name,name_en,name_statistical,unit,kind,urban_rural_code,setting,established,households,population,"
    "population_65,registered_outside,low_income_households,area_km2"
).split(",")


# --- steps (numbered as in ../README.md) ------------------------------------------------------------


def street_residents(sources):
    """Step 1: residents of the five old streets, not yet whole.

    新河路 and 孝肃路: later count ÷ communities then × committees now. The other three: census of 2000
    × the growth that this gives for the sourced street of the same setting.
    """
    residents = {}
    for unit in (XINHE, XIAOSU):
        per_community = sources.figure(unit, "population_later") / sources.figure(unit, "committees_later")
        residents[unit] = per_community * len(sources.group(unit=unit))
    growth = {
        "inner": residents[XINHE] / sources.figure(XINHE, "population"),
        "old_core": residents[XIAOSU] / sources.figure(XIAOSU, "population"),
    }
    for unit in sources.units:
        setting = sources.placed[sources.group(unit=unit)[0]]["setting"]
        if setting in growth and unit not in residents:
            residents[unit] = sources.figure(unit, "population") * growth[setting]
    return residents


def sizes_in_group(sources, codes, total):
    """Step 3: spreads `total` over the communities of one group.

    The k-th smallest of n gets a weight exp(s·(2(k − ½)/n − 1)). Who is k-th: the hint, else the hash.
    """
    rank = {"smallest": 0, "": 1, "largest": 2}
    ordered = sorted(codes, key=lambda code: (rank[sources.placed[code]["size_hint"]], digest("size", code)))
    weights = {}
    for position, code in enumerate(ordered):
        spread = Decimal(sources.setting(code)["spread"])
        weights[code] = (spread * (2 * middle(position, len(ordered)) - 1)).exp()
    scale = total / sum(weights.values())
    return {code: weight * scale for code, weight in weights.items()}


def residents(sources):
    """Steps 1 to 4: whole residents of every community; they sum to the census total."""
    total = sources.total("population")
    fixed = sources.kept("population")
    exact = {}

    def fill(codes, amount):
        open_codes = [code for code in codes if code not in fixed and code not in exact]
        for code in codes:
            amount -= fixed.get(code, 0) + exact.get(code, 0)
        exact.update(sizes_in_group(sources, open_codes, amount))

    for code, households in sources.kept("households").items():
        if code not in fixed:
            exact[code] = households * Decimal(sources.setting(code)["household_size"])
    for unit, amount in street_residents(sources).items():
        fill(sources.group(unit=unit), amount)
    xinzhou, changfeng = sources.group(unit=XINZHOU), sources.group(unit=CHANGFENG)
    fill(xinzhou, sources.figure(XINZHOU, "population"))
    per_household = Decimal(total) / sources.total("households")
    fill(changfeng, sources.sample_mean("village", "households") * per_household * len(changfeng))

    rest = total - sum(exact.values()) - sum(value for code, value in fixed.items() if code not in exact)
    edge = [code for code in sources.group(setting="edge") if code not in fixed]
    estates = sources.group(setting="new_estate")
    ratio = sources.sample_mean("new_estate", "households") / sources.sample_mean("edge", "households")
    per_edge = rest / (len(edge) + ratio * len(estates))
    exact.update(sizes_in_group(sources, edge, per_edge * len(edge)))
    exact.update(sizes_in_group(sources, estates, per_edge * ratio * len(estates)))

    whole_of_xinzhou = whole(sources.figure(XINZHOU, "population"))
    shares = apportion({code: exact.pop(code) for code in xinzhou}, whole_of_xinzhou)
    shares.update({code: whole(value) for code, value in fixed.items()})
    shares.update(apportion(exact, total - sum(shares.values())))
    return shares


def households(sources, people):
    """Step 5: family households; they sum to the census total."""
    fixed = {code: whole(value) for code, value in sources.kept("households").items()}
    weights = {}
    for code, number in people.items():
        if code not in fixed:
            size = Decimal(sources.setting(code)["household_size"])
            weights[code] = number / (size * varied("household size", code, "0.04"))
    total = sources.total("households") - sum(fixed.values())
    return {**fixed, **apportion(weights, total)}


def by_share(sources, people, column, assumed):
    """Steps 6 and 7: spreads a census total in proportion to residents × assumed share × (1 ± 8 %)."""
    fixed = {code: whole(value) for code, value in sources.kept(column).items()}
    weights = {
        code: number * Decimal(sources.setting(code)[assumed]) * varied(assumed, code, "0.08")
        for code, number in people.items()
        if code not in fixed
    }
    return {**fixed, **apportion(weights, sources.total(column) - sum(fixed.values()))}


def established(sources):
    """Step 8: the sourced year, else evenly over the setting's years in the order of the codes' last three digits."""
    years = {}
    for setting, row in sources.settings.items():
        codes = sorted(sources.group(setting=setting), key=lambda code: (code[9:], code))
        first, last = Decimal(row["year_from"]), Decimal(row["year_to"])
        for position, code in enumerate(codes):
            years[code] = whole(first + (last - first) * middle(position, len(codes)))
    years.update({code: whole(value) for code, value in sources.kept("established").items()})
    return years


def areas(sources, people):
    """Step 9: hundredths of a km²; within a unit in proportion to the square root of residents."""
    fixed = {code: whole(value * 100) for code, value in sources.kept("area_km2").items()}
    anchors = [code for code in fixed if sources.placed[code]["setting"] == "inner"]
    density = {
        "inner": sum(people[code] for code in anchors) / Decimal(sum(fixed[code] for code in anchors)),
        "old_core": sum(people[code] for code in sources.group(unit=XIAOSU))
        / (sources.figure(XIAOSU, "area_km2") * 100),
    }
    each = {
        "edge": sources.sample_mean("edge", "area_km2") * 100,
        "new_estate": sources.sample_mean("new_estate", "area_km2") * 100,
        "village": next(value for code, value in fixed.items() if sources.placed[code]["setting"] == "village"),
    }
    shares = dict(fixed)
    for unit in sources.units:
        for setting in sources.settings:
            codes = [code for code in sources.group(unit, setting) if code not in fixed]
            if not codes:
                continue
            if (unit, "area_km2") in sources.figures:
                amount = whole(sources.figure(unit, "area_km2") * 100)
            elif setting in density:
                amount = whole(sum(people[code] for code in codes) / density[setting])
            else:
                amount = whole(each[setting] * len(codes))
            shares.update(apportion({code: Decimal(people[code]).sqrt() for code in codes}, amount))
    return shares


# --- tables -----------------------------------------------------------------------------------------


def kilometres(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02}"


def derive():
    """Both tables as text."""
    sources = Sources()
    people = residents(sources)
    homes = households(sources, people)
    elderly = by_share(sources, people, "population_65", "share_65")
    outside = by_share(sources, people, "registered_outside", "share_outside")
    years, land = established(sources), areas(sources, people)
    communities = []
    for code in sorted(sources.communities):
        division, setting = sources.communities[code], sources.setting(code)
        village = division["kind"] == "villagers_committee"
        communities.append(
            {
                "id": code,
                "name": division["name"].removesuffix("委会") if village else division["name"].removesuffix("居委会") + "社区",
                "name_en": division["pinyin"] + (" Village" if village else " Community"),
                "name_statistical": division["name"],
                "unit": unit_of(code),
                "kind": "village" if village else "community",
                "urban_rural_code": division["urban_rural_code"],
                "setting": setting["setting"],
                "established": years[code],
                "households": homes[code],
                "population": people[code],
                "population_65": elderly[code],
                "registered_outside": outside[code],
                "low_income_households": whole(homes[code] * Decimal(setting["share_low_income"])),
                "area_km2": kilometres(land[code]),
            }
        )
    return {
        "units.csv": text(UNITS_HEADING, units(sources, communities, land)),
        "communities.csv": text(COMMUNITIES_HEADING, communities),
    }


def units(sources, communities, land):
    """Rows of units.csv: sums over the unit's communities, and today's posts shared equally within each kind."""
    kinds = {unit: row["kind"] for unit, row in sources.units.items()}
    posts = {}
    for kind, figure in (("street", "posts_streets"), ("township", "posts_townships")):
        equal = {unit: Decimal(1) for unit in kinds if kinds[unit] == kind}
        posts.update(apportion(equal, whole(sources.figure(DISTRICT, figure))))
    rows = []
    for unit in sorted(sources.units):
        own = [row for row in communities if row["unit"] == unit]
        before = sources.figures.get((unit, "population"), {"year": ""})
        rows.append(
            {
                "id": unit,
                "name": sources.units[unit]["name"],
                "name_en": sources.units[unit]["pinyin"] + (" Street" if kinds[unit] == "street" else " Township"),
                "kind": kinds[unit],
                "posts_today": posts[unit],
                "committees": len(own),
                "households": sum(row["households"] for row in own),
                "population": sum(row["population"] for row in own),
                "population_65": sum(row["population_65"] for row in own),
                "population_2000": before["value"] if before["year"] == "2000" else "",
                "area_km2": kilometres(sum(land[row["id"]] for row in own)),
            }
        )
    return rows


def text(heading, rows):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, heading, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def main(arguments):
    tables = derive()
    if arguments not in ([], ["--check"]):
        print("usage: estimate.py [--check]", file=sys.stderr)
        return 2
    problems = [*table_problems(tables), *package_problems(tables)]
    for name, content in tables.items():
        kept = (HERE / name).read_bytes() if (HERE / name).exists() else None
        if arguments and kept != content.encode():
            problems.append(f"{name} is not what the sources give: run estimate.py")
        elif not arguments and not problems:
            (HERE / name).write_bytes(content.encode())
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("units.csv and communities.csv agree with the sources")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
