"""The tables that are printed: medians, ratios and what of the targets is reached."""

from statistics import median

# Per size: what is compared, with which peer, in which measure, and the highest ratio.
TARGETS = {
    "1 GB": [
        ("dynolift", "limit+analyze", "cpu", 1.10),
        ("dynolift", "pgcopydb", "cpu", 1.00),
        ("dynolift", "pgcopydb", "wall", 1.00),
        ("dynolift+verify", "pgcopydb", "cpu", 1.15),
    ],
    "5 GB": [
        ("dynolift", "limit+analyze", "cpu", 1.05),
        ("dynolift", "pgcopydb", "cpu", 0.95),
        ("dynolift", "pgcopydb", "wall", 0.95),
        ("dynolift+verify", "pgcopydb", "cpu", 1.08),
    ],
}


def ratio(costs, name, base, measure):
    """The median of the ratios within each round, as rounds differ in what else the machine does."""
    pairs = [
        (getattr(mine, measure), getattr(other, measure))
        for mine, other in zip(costs.get(name, []), costs.get(base, []))
        if mine and other
    ]
    return median(mine / other for mine, other in pairs) if pairs else None


def shown(value, form):
    return "–" if value is None else format(value, form)


def medians(peers, costs):
    """Markdown. Costs: for each peer's name one Cost a round, None where it failed."""
    rows = [
        ["candidate", "result", "n", "wall s (min)", "source", "target", "client", "CPU s", "CPU ÷ limit+analyze", "CPU ÷ pgcopydb", "wall ÷ pgcopydb", "client MB"],
    ]
    for peer in peers:
        done = [cost for cost in costs[peer.name] if cost]
        if not done:
            rows.append([peer.name, "failed", "0"] + [""] * 9)
            continue
        middle = {
            key: median(getattr(cost, key) for cost in done)
            for key in ("wall", "source", "target", "client", "cpu", "memory_mb")
        }
        rows.append(
            [
                peer.name,
                result(done),
                str(len(done)),
                f"{middle['wall']:.1f} ({min(cost.wall for cost in done):.1f})",
                f"{middle['source']:.1f}",
                f"{middle['target']:.1f}",
                f"{middle['client']:.1f}",
                f"{middle['cpu']:.1f}",
                shown(ratio(costs, peer.name, "limit+analyze", "cpu"), ".2f"),
                shown(ratio(costs, peer.name, "pgcopydb", "cpu"), ".2f"),
                shown(ratio(costs, peer.name, "pgcopydb", "wall"), ".2f"),
                f"{middle['memory_mb']:.0f}",
            ]
        )
    return markdown(rows)


def result(done):
    """Of the runs that were compared."""
    answers = [cost.equal for cost in done if cost.equal is not None]
    return "not compared" if not answers else "equal" if all(answers) else "DIFFERENT"


def targets(costs, gigabytes):
    size = "1 GB" if gigabytes < 3 else "5 GB"
    rows = [["to reach at about " + size, "against", "in", "at most", "is", ""]]
    for name, base, measure, most in TARGETS[size]:
        value = ratio(costs, name, base, measure)
        verdict = "not measured" if value is None else "reached" if round(value, 2) <= most else "missed"
        rows.append([name, base, "CPU" if measure == "cpu" else measure, f"{most:.2f}", shown(value, ".2f"), verdict])
    return markdown(rows)


def markdown(rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)
