"""What is printed: one table a question, with what is to be reached."""

from statistics import median

from table import markdown

# Of native's rate at least, of native's CPU seconds at the target at most.
RATE = {"once": 1.5, "ten times": 4.0}
TARGET_CPU = 0.8
CAPTURE = {"small": 1.4, "bulk updates": 2.0}
LAG_P99 = 1.0
DOWNTIME = 2.0


def verdict(reached):
    return "reached" if reached else "missed"


def ratio(costs, name, base, kind, value):
    """The median of the ratios within each round, as rounds differ in what else the machine does."""
    pairs = zip(costs.get((name, kind), []), costs.get((base, kind), []))
    ratios = [value(mine) / value(other) for mine, other in pairs]
    return median(ratios) if ratios else None


def applied(costs):
    rows = [["each row changed", "engine", "rows as the source's", "n", "changes a second", "÷ native", "source CPU s",
             "target CPU s", "÷ native", "client CPU s"]]
    for (name, kind), own in costs.items():
        rate, cpu = (ratio(costs, name, "native", kind, value) for value in (lambda c: c.rate, lambda c: c.target))
        rows.append([
            kind, name, "equal" if all(cost.equal for cost in own) else "DIFFERENT", str(len(own)),
            f"{median(cost.rate for cost in own):,.0f}", shown(rate),
            *(f"{median(value(cost) for cost in own):.2f}" for value in (lambda c: c.source, lambda c: c.target)),
            shown(cpu), f"{median(cost.client for cost in own):.2f}",
        ])
    answers = [["to reach", "", "is", ""]]
    for kind, least in RATE.items():
        rate = ratio(costs, "dynolift", "native", kind, lambda c: c.rate)
        cpu = ratio(costs, "dynolift", "native", kind, lambda c: c.target)
        if rate:
            answers.append([f"rate, {kind}, of native", f"at least {least:.1f}", f"{rate:.2f}", verdict(rate >= least)])
            answers.append(
                [f"target CPU, {kind}, of native", f"at most {TARGET_CPU:.1f}", f"{cpu:.2f}", verdict(cpu <= TARGET_CPU)]
            )
    return markdown(rows) + "\n\n" + markdown(answers)


def shown(value):
    return "–" if value is None else f"{value:.2f}"


def captured(costs):
    rows = [["transactions", "n", "µs without", "µs with capture", "ratio", "least to most", "to reach", ""]]
    for load, pairs in costs.items():
        ratios = [with_it / without for with_it, without in pairs]
        most = CAPTURE.get(load)
        rows.append([
            load, str(len(pairs)), *(f"{median(pair[i] for pair in pairs) * 1e6:,.0f}" for i in (1, 0)),
            f"{median(ratios):.2f}", f"{min(ratios):.2f} to {max(ratios):.2f}",
            f"at most {most:.1f}" if most else "", verdict(median(ratios) <= most) if most else "",
        ])
    return markdown(rows)


def lags(found):
    rows = [["engine", "changes a second", "beats", "p50 s", "p99 s", "most s", "source CPU", "target CPU", "client CPU",
             "to reach", ""]]
    for name, lag in found.items():
        ours = name == "dynolift"
        rows.append([
            name, f"{lag.changes_a_second:,.0f}", str(len(lag.seconds)), f"{lag.middle:.2f}", f"{lag.p99:.2f}",
            f"{max(lag.seconds):.2f}", *(f"{value:.2f}" for value in (lag.source, lag.target, lag.client)),
            f"p99 below {LAG_P99:.0f} s" if ours else "", verdict(lag.p99 < LAG_P99) if ours else "",
        ])
    return markdown(rows) + "\n\nCPU in cores, the app's own work at the source included."


def downtimes(found):
    rows = [["fence", "no write for s", "the command took s", "rows as the source's", "to reach", ""]]
    for number, downtime in enumerate(found, 1):
        rows.append([
            str(number), f"{downtime.seconds:.2f}", f"{downtime.command:.2f}", "equal" if downtime.equal else "DIFFERENT",
            f"below {DOWNTIME:.0f} s", verdict(downtime.seconds < DOWNTIME),
        ])
    return markdown(rows)
