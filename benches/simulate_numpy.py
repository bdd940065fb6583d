"""The simulation of simulate.toml as a good NumPy user would write it: vectorised over members, draw by draw.

    python3 benches/simulate_numpy.py ROSTER.csv DRAWS

The same arithmetic: noise on residents, claims, the multiplier of a proportional share within floor and cap, largest
remainders to whole yuan, every metric of both policies, and of every member the mean and five quantiles of award and
adequacy, the chance to gain and to be short. Awards are kept for blocks of members; draws are made again for each.
"""

import csv
import sys
import time

import numpy as np

TOTAL, BLOCK_BYTES = 60_000_000_000, 1 << 30


def read(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    number = lambda name: np.array([float(row[name]) for row in rows])
    names = ("households", "population", "population_65", "area_km2")
    columns = {name: number(name) for name in names}
    columns["kind"] = np.array([row["kind"] == "community" for row in rows])
    return columns


def share(claims, floor, cap):
    """Awards in whole yuan: λ·claim within floor and cap, rounded by largest remainders."""
    low, high = floor.min() / claims.max(), cap.max() / claims.min()
    for _ in range(100):
        middle = (low + high) / 2
        if np.clip(middle * claims, floor, cap).sum() >= TOTAL:
            high = middle
        else:
            low = middle
        if high - low <= 1e-15 * high:
            break
    exact = np.clip(high * claims, floor, cap)
    awards = np.floor(exact)
    left = int(TOTAL - awards.sum())
    if left > 0:
        awards[np.argpartition(exact - awards, len(awards) - left)[len(awards) - left:]] += 1
    return awards


def equal(count):
    awards = np.full(count, TOTAL // count, dtype=float)
    awards[: int(TOTAL - awards.sum())] += 1
    return awards


def gini(value, weight):
    order = np.argsort(value)
    value, weight = value[order], weight[order]
    below = np.cumsum(weight) - weight
    heads = weight.sum()
    return (weight * value * (2 * below + weight - heads)).sum() / (heads * (weight * value).sum())


def metrics(awards, baseline, need, population):
    per_head = awards / population
    mean = awards.sum() / population.sum()
    relative = per_head / mean
    change, ratio = awards - baseline, awards / need
    short = ratio < 0.9
    ordered = np.sort(ratio)
    return [
        awards.sum(), TOTAL - awards.sum(), awards.min(), awards.max(), gini(per_head, population),
        np.average(relative * np.log(relative), weights=population),
        np.average(np.abs(relative - 1), weights=population) / 2,
        np.sqrt(np.average((relative - 1) ** 2, weights=population)),
        ordered[0], np.quantile(ordered, 0.1), np.quantile(ordered, 0.5), ordered[-1],
        gini(ordered, np.ones_like(ordered)), short.sum(), population[short].sum(),
        np.maximum(need - awards, 0).sum(), (change > 0).sum(), (change < 0).sum(), np.abs(change).sum() / 2,
        max(change.max(), 0), max(-change.min(), 0),
    ]


def main(path, draws):
    table = read(path)
    count = len(table["households"])
    started = time.perf_counter()
    workers = np.maximum(np.where(table["kind"], 6, 3), np.ceil(table["households"] / 300))
    need = 20000 + 7000 * workers + 18 * table["households"]
    baseline = equal(count)
    floor, cap = np.ceil(0.6 * baseline), np.floor(5 * baseline)

    def draw(number):
        random = np.random.default_rng([1, number])
        per_head, base = random.uniform(8, 16), random.uniform(20000, 40000)
        per_elder = random.triangular(10, 25, 40)
        population = table["population"] * random.normal(1, 0.05, count)
        claims = base + per_head * population + per_elder * table["population_65"] + 3000 * table["area_km2"]
        return share(claims, floor, cap), population

    block = max(1, min(count, BLOCK_BYTES // (4 * draws)))
    gathered = []
    for start in range(0, count, block):
        end = min(count, start + block)
        cells = np.empty((end - start, draws), dtype=np.int32)
        gain, short = np.zeros(end - start), np.zeros(end - start)
        for number in range(draws):
            awards, population = draw(number)
            if start == 0:
                gathered.append(metrics(awards, baseline, need, population))
                gathered.append(metrics(baseline, baseline, need, population))
            own = awards[start:end]
            cells[:, number] = own
            gain += own > baseline[start:end]
            short += own / need[start:end] < 0.9
        mean = cells.mean(axis=1)
        quantiles = np.quantile(cells, [0.05, 0.25, 0.5, 0.75, 0.95], axis=1)
        adequacy = quantiles / need[start:end]
        del cells, mean, adequacy
    np.quantile(np.array(gathered), [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
    taken = time.perf_counter() - started
    print(f"{count} communities, {draws} draws: {taken:.1f} s, {taken / draws * 1000:.0f} ms a draw")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
