package dev.dynolift.report;

import dev.dynolift.report.RehearsalReport.Check;
import dev.dynolift.report.RehearsalReport.Cost;
import dev.dynolift.report.RehearsalReport.CostLine;
import dev.dynolift.report.RehearsalReport.Estate;
import dev.dynolift.report.RehearsalReport.Finding;
import dev.dynolift.report.RehearsalReport.HandoverStep;
import dev.dynolift.report.RehearsalReport.Link;
import dev.dynolift.report.RehearsalReport.Moment;
import dev.dynolift.report.RehearsalReport.Moved;
import dev.dynolift.report.RehearsalReport.NotRehearsed;
import dev.dynolift.report.RehearsalReport.Outage;
import dev.dynolift.report.RehearsalReport.Part;
import dev.dynolift.report.RehearsalReport.PartKind;
import dev.dynolift.report.RehearsalReport.Proof;
import dev.dynolift.report.RehearsalReport.RowDifference;
import dev.dynolift.report.RehearsalReport.Sample;
import dev.dynolift.report.RehearsalReport.StageOutcome;
import dev.dynolift.report.RehearsalReport.StageResult;
import dev.dynolift.report.RehearsalReport.Traffic;
import dev.dynolift.report.RehearsalReport.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A rehearsal of a shop as it might come out, for tests and for looking at the page. */
final class SampleReport {

    private static final double SWITCHED = 96;
    private static final double BACK = 131;

    private SampleReport() {}

    static RehearsalReport good() {
        return of("crema", List.of(), true);
    }

    static RehearsalReport different() {
        return of(
                "crema",
                List.of(
                        new RowDifference("orders", "(17)", "changed"),
                        new RowDifference("orders", "(4711)", "missing"),
                        new RowDifference("Subscriptions", "(8b0c6e1a-93f0-4b5e-9d35-1f5f1d2c7a10)", "surplus")),
                true);
    }

    static RehearsalReport unverified() {
        return of("crema", List.of(), false);
    }

    static RehearsalReport of(String name, List<RowDifference> differences, boolean proved) {
        return new RehearsalReport(
                name,
                Instant.parse("2026-11-21T08:47:00Z"),
                Duration.ofMillis(187_400),
                List.of("PostgreSQL 15 → 17", "2 processors", "crema and crema-staging"),
                new Moved(1_234_567, 205_520_896, 14_812, 57, Duration.ofMillis(812), false, 0, 64),
                new Proof(proved, 1_249_379, differences.size(), checks(differences), differences),
                Duration.ofMillis(912),
                Duration.ofMillis(704),
                4_127,
                List.of(
                        new HandoverStep("refuse writes", Duration.ofMillis(61)),
                        new HandoverStep("last round", Duration.ofMillis(214)),
                        new HandoverStep("final look", Duration.ofMillis(38)),
                        new HandoverStep("sequences", Duration.ofMillis(84)),
                        new HandoverStep("hand over", Duration.ofMillis(29))),
                traffic(),
                lag(),
                copy(),
                stages(proved),
                estate(),
                new Cost(costs(), "us-east-1, on demand, 730 hours a month; prices of 2026-07-19."),
                findings(),
                List.of(
                        new NotRehearsed(
                                "Creating the AWS resources",
                                "there is no AWS account in a rehearsal; the" + " Terraform was validated instead"),
                        new NotRehearsed("DNS and certificates", "they live at providers on the network"),
                        new NotRehearsed(
                                "Key-Value Store", "its content is not moved by this version; jobs must be drained")),
                List.of("./dynolift rehearse examples/crema", "./dynolift rehearse examples/crema --keep --scale 5"));
    }

    private static List<Check> checks(List<RowDifference> differences) {
        List<Check> checks = new ArrayList<>();
        String[] tables = {
            "orders", "order_items", "subscriptions", "users", "payments", "events", "addresses", "products", "reviews"
        };
        long rows = 402_117;
        for (String table : tables) {
            long differing = differences.stream()
                    .filter(row -> row.table().equals(table))
                    .count();
            checks.add(new Check(table, "live and at the fence", rows, "rows", differing));
            rows = rows * 2 / 3;
        }
        checks.add(new Check("all 25 tables", "after the way back", 1_251_003, "rows", 0));
        checks.add(new Check("sequences", "at the fence", 22, "sequences", 0));
        return checks;
    }

    private static Traffic traffic() {
        Random random = new Random(7);
        List<Sample> committed = new ArrayList<>();
        List<Sample> refused = new ArrayList<>();
        for (double second = 0; second < 150; second += 0.5) {
            boolean stopped = second > SWITCHED && second < SWITCHED + 1.2 || second > BACK && second < BACK + 0.9;
            double busy = second > 6 && second < 40 ? 240 : 300;
            committed.add(new Sample(second, stopped ? 0 : busy + random.nextGaussian() * 18));
            refused.add(new Sample(second, stopped ? 90 : 0));
        }
        return new Traffic(
                2,
                4,
                41_230,
                1_033,
                212,
                committed,
                refused,
                List.of(
                        new Moment(4, "capture installed"),
                        new Moment(6.5, "copy begins"),
                        new Moment(38, "copy done"),
                        new Moment(62, "every row compared"),
                        new Moment(SWITCHED, "writes refused: 0.9 s"),
                        new Moment(SWITCHED + 0.9, "open on AWS"),
                        new Moment(BACK, "way back: 0.7 s")),
                List.of(
                        new Outage(SWITCHED, SWITCHED + 0.9, "no write succeeded for 0.9 s"),
                        new Outage(BACK, BACK + 0.7, "no write succeeded for 0.7 s")));
    }

    private static List<Sample> lag() {
        Random random = new Random(3);
        List<Sample> lag = new ArrayList<>();
        for (double second = 44; second < 131; second += 1.5) {
            lag.add(new Sample(second, second < 50 ? 0.81 : 0.35 + random.nextDouble() * 0.2));
        }
        return lag;
    }

    private static List<Sample> copy() {
        Random random = new Random(5);
        List<Sample> copy = new ArrayList<>();
        for (double second = 7; second < 38; second += 0.5) {
            copy.add(new Sample(second, (6.4 + random.nextGaussian() * 0.5) * (1 << 20)));
        }
        return copy;
    }

    private static List<StageResult> stages(boolean proved) {
        return List.of(
                new StageResult("audit", "Audit", Duration.ofMillis(812), StageOutcome.DONE, "2 apps, 21 requests"),
                new StageResult("plan", "Plan", Duration.ofMillis(240), StageOutcome.DONE, "2 environments"),
                new StageResult("generate", "Generate", Duration.ofMillis(390), StageOutcome.DONE, "63 files"),
                new StageResult(
                        "terraform", "Check the Terraform", Duration.ofMillis(0), StageOutcome.SKIPPED, "no terraform"),
                new StageResult(
                        "servers", "Start databases and traffic", Duration.ofMillis(14_200), StageOutcome.DONE, ""),
                new StageResult("copy", "Copy all rows", Duration.ofMillis(31_400), StageOutcome.DONE, "64 chunks"),
                new StageResult(
                        "indexes", "Build indexes and constraints", Duration.ofMillis(9_100), StageOutcome.DONE, ""),
                new StageResult(
                        "follow", "Follow and compare", Duration.ofMillis(42_000), StageOutcome.DONE, "57 rounds"),
                new StageResult(
                        "switch",
                        "Switch to AWS",
                        Duration.ofMillis(1_300),
                        proved ? StageOutcome.DONE : StageOutcome.FAILED,
                        ""),
                new StageResult("back", "Go back and compare", Duration.ofMillis(21_000), StageOutcome.DONE, ""));
    }

    private static Estate estate() {
        return new Estate(
                List.of(
                        new Part("h.domain", PartKind.DOMAIN, "www.crema.example", "and crema.example"),
                        new Part(
                                "h.web",
                                PartKind.PROCESS,
                                "web",
                                "2 × standard-2x · bundle exec puma -C config/puma.rb"),
                        new Part("h.worker", PartKind.PROCESS, "worker", "1 × standard-1x · bundle exec sidekiq"),
                        new Part("h.release", PartKind.RELEASE, "release", "bundle exec rails db:migrate"),
                        new Part("h.sched", PartKind.SCHEDULE, "Heroku Scheduler", "4 jobs"),
                        new Part("h.pg", PartKind.DATABASE, "Heroku Postgres", "standard-0 · 15.8 · 196 MB of 64 GB"),
                        new Part("h.kv", PartKind.CACHE, "Heroku Key-Value Store", "premium-0 · 50 MB"),
                        new Part("h.config", PartKind.SETTINGS, "41 settings", "12 of them secret"),
                        new Part("h.paper", PartKind.LOGS, "Papertrail", "choklad"),
                        new Part("h.bonsai", PartKind.SEARCH, "Bonsai", "sandbox"),
                        new Part("h.send", PartKind.ADDON, "SendGrid", "starter")),
                List.of(
                        new Part("a.alb", PartKind.NETWORK, "Application Load Balancer", "HTTPS, certificate by ACM"),
                        new Part("a.web", PartKind.PROCESS, "ECS service crema-web", "2 tasks · 0.5 vCPU, 1 GB"),
                        new Part(
                                "a.worker", PartKind.PROCESS, "ECS service crema-worker", "1 task · 0.25 vCPU, 0.5 GB"),
                        new Part("a.task", PartKind.RELEASE, "ECS task before each deploy", "same image"),
                        new Part("a.sched", PartKind.SCHEDULE, "EventBridge Scheduler", "4 schedules"),
                        new Part("a.rds", PartKind.DATABASE, "RDS for PostgreSQL", "db.t4g.medium · 17 · 64 GB gp3"),
                        new Part("a.redis", PartKind.CACHE, "ElastiCache", "cache.t4g.micro · Valkey"),
                        new Part("a.ssm", PartKind.SETTINGS, "Parameter Store", "41 parameters by name"),
                        new Part("a.logs", PartKind.LOGS, "CloudWatch Logs", "4 groups · 30 days"),
                        new Part(
                                "a.keep", PartKind.OUTSIDE, "stays where it is", "Bonsai, SendGrid: reached as before"),
                        new Part(
                                "a.vpc",
                                PartKind.NETWORK,
                                "VPC",
                                "2 zones · public and private subnets · 1 NAT gateway")),
                List.of(
                        new Link("h.domain", "a.alb"),
                        new Link("h.web", "a.alb"),
                        new Link("h.web", "a.web"),
                        new Link("h.worker", "a.worker"),
                        new Link("h.release", "a.task"),
                        new Link("h.sched", "a.sched"),
                        new Link("h.pg", "a.rds"),
                        new Link("h.kv", "a.redis"),
                        new Link("h.config", "a.ssm"),
                        new Link("h.paper", "a.logs"),
                        new Link("h.bonsai", "a.keep"),
                        new Link("h.send", "a.keep")));
    }

    private static List<CostLine> costs() {
        return List.of(
                new CostLine("web", 100.0, 36.04, "2 × standard-2x → 2 × 0.5 vCPU, 1 GB"),
                new CostLine("worker", 25.0, 9.01, "1 × standard-1x → 1 × 0.25 vCPU, 0.5 GB"),
                new CostLine("PostgreSQL", 50.0, 54.75, "standard-0 → db.t4g.medium, 64 GB gp3"),
                new CostLine("Key-Value", 15.0, 11.68, "premium-0 → cache.t4g.micro"),
                new CostLine("Load balancer", null, 16.43, "without traffic"),
                new CostLine("NAT gateway", null, 32.85, "without traffic"),
                new CostLine("Logs", 7.0, 2.5, "Papertrail choklad → 5 GB in CloudWatch"),
                new CostLine("Bonsai", 10.0, 10.0, "stays"));
    }

    private static List<Finding> findings() {
        return List.of(
                new Finding(
                        Weight.WARNING,
                        "SECRET_KEY_BASE exists only in the slug.",
                        "Read it with a one-off dyno and keep it, or everybody is signed out."),
                new Finding(
                        Weight.WARNING, "Sidekiq keeps jobs in the Key-Value Store.", "Drain it before the switch."),
                new Finding(Weight.INFO, "The router's 30 s timeout becomes 60 s.", ""),
                new Finding(Weight.INFO, "Logs are kept for 30 days.", "Set logs.days in plan.yaml."));
    }
}
