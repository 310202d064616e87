package dev.dynolift.plan;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.OpenConnections;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Severity;
import dev.dynolift.market.DynoSizes;
import dev.dynolift.market.DynoSizes.DynoSize;
import dev.dynolift.market.FargateSizes;
import dev.dynolift.market.FargateSizes.FargateSize;
import dev.dynolift.market.ServicePrices;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns process types, the release phase and dyno sizes into services and tasks. */
final class ServicePlanner {

    /** The port that every web container listens on; one fixed port keeps the load balancer simple. */
    static final int PORT = 3000;

    /** The audit's finding that the formation was not shown. */
    static final String RULE_DYNOS = "dynos-unknown";

    private static final FargateSize SMALLEST = new FargateSize(256, 512);

    /** Two of these would do everything twice. */
    private static final Pattern CLOCK_TYPE = Pattern.compile("(.*[_-])?(clock|clockwork|scheduler|cron|beat|timer)");

    private static final Pattern CLOCK_COMMAND =
            Pattern.compile(".*\\b(clockwork|celery\\b.*\\bbeat|resque:scheduler|resque-scheduler|apscheduler)\\b.*");

    private final Estate estate;

    ServicePlanner(Estate estate) {
        this.estate = estate;
    }

    /** A task's size with the reason for each half. */
    record Size(Choice<Integer> cpu, Choice<Integer> memoryMib) {}

    List<ServicePlan> services(HerokuApp app) {
        app.processes().stream()
                .filter(ServicePlanner::isOneOff)
                .forEach(process -> estate.find(
                        "process-switched-off",
                        Severity.INFO,
                        app.name() + "/" + process.type(),
                        "The process type " + process.type() + " is a command that people start by hand.",
                        "It has no dynos, and gets no service on AWS.",
                        "Start it with `aws ecs run-task` and this command, instead of `heroku run`."));
        return app.processes().stream()
                .filter(process -> !process.type().equals("release") && !isOneOff(process))
                .map(process -> service(app, process))
                .toList();
    }

    /** The Ruby buildpack adds these two to every app. */
    private static boolean isOneOff(ProcessType process) {
        return process.quantity() == 0
                && (process.type().equals("console") || process.type().equals("rake"));
    }

    Optional<ReleasePlan> release(HerokuApp app) {
        if (app.releaseCommand() == null) {
            return Optional.empty();
        }
        String dyno = app.process("web").map(ProcessType::size).orElse(null);
        Size size = size(app, "release", dyno);
        return Optional.of(new ReleasePlan(
                Choice.detected(app.releaseCommand(), "runs before every deploy; when it fails, the old version stays"),
                size.cpu(),
                size.memoryMib(),
                Choice.byDefault(60, "Heroku ends a release phase after an hour, too"),
                ProcessVariables.of(app, dyno)));
    }

    /** The smallest Fargate size that is nowhere below the dyno. */
    Size size(HerokuApp app, String process, @Nullable String dynoName) {
        String subject = app.name() + "/" + process;
        if (dynoName == null) {
            String why = "the dyno's size is not known; the smallest that Fargate has";
            return new Size(Choice.byDefault(SMALLEST.cpu(), why), Choice.byDefault(SMALLEST.memoryMib(), why));
        }
        Optional<DynoSize> dyno = DynoSizes.find(dynoName);
        if (dyno.isEmpty()) {
            estate.find(
                    "dyno-size-unknown",
                    Severity.BLOCKING,
                    subject,
                    "The dyno size " + dynoName + " is not known.",
                    "A task that is too small is killed as soon as it needs more memory.",
                    "Set `cpu` and `memoryMib` of " + subject + " in plan.yaml.");
            String why = "a guess: the dyno size " + dynoName + " is not known";
            return new Size(Choice.byDefault(SMALLEST.cpu(), why), Choice.byDefault(SMALLEST.memoryMib(), why));
        }
        return fit(
                subject,
                dyno.get(),
                estate.regionOf(estate.environmentOf(app.name()).value()));
    }

    private Size fit(String subject, DynoSize dyno, String region) {
        Optional<FargateSize> fit = FargateSizes.smallest(dyno.memoryMib(), dyno.cpuFloor());
        if (fit.isEmpty()) {
            estate.find(
                    "dyno-too-large",
                    Severity.BLOCKING,
                    subject,
                    "A " + dyno.name() + " dyno has " + dyno.memoryMib() + " MB, and a Fargate task has at most "
                            + FargateSizes.largest().memoryMib() + ".",
                    "A process that needs that much memory would be killed.",
                    "Split the work into more and smaller tasks: set `cpu`, `memoryMib` and `count` of " + subject
                            + " in plan.yaml to what one of them needs; or run it on EC2.");
        }
        FargateSize size = fit.orElse(FargateSizes.largest());
        if (dyno.cores() * 1024 > size.cpu() && dyno.cores() > 16) {
            estate.find(
                    "dyno-processors",
                    Severity.WARNING,
                    subject,
                    "A " + dyno.name() + " dyno has " + dyno.cores()
                            + " processors, and a Fargate task has at most 16.",
                    "Work that used all of them takes longer.",
                    "Raise `count` of " + subject + " in plan.yaml, and measure.");
        }
        double price = ServicePrices.fargate(size.cpu(), size.memoryMib(), false, region)
                .usd();
        String share = size.cpu() == 256
                ? "a quarter of a processor"
                : size.cpu() == 512
                        ? "half a processor"
                        : size.cpu() / 1024 + (size.cpu() == 1024 ? " processor" : " processors");
        String processors = share + " for a " + dyno.name() + " dyno"
                + (dyno.cores() > 0 && dyno.dedicated() ? " with " + dyno.cores() + " threads" : "") + "; "
                + Money.monthly(price) + " for each task";
        String memory = size.memoryMib() >= dyno.memoryMib()
                ? "the least that Fargate has for a " + dyno.name() + " dyno's " + dyno.memoryMib()
                        + " MB; there is no swap: a task that needs more is killed"
                : "BELOW the dyno's " + dyno.memoryMib() + " MB, which Fargate does not have";
        return new Size(Choice.detected(size.cpu(), processors), Choice.detected(size.memoryMib(), memory));
    }

    private ServicePlan service(HerokuApp app, ProcessType process) {
        boolean web = process.type().equals("web");
        boolean clock = !web
                && (CLOCK_TYPE.matcher(process.type()).matches()
                        || CLOCK_COMMAND.matcher(process.command()).matches());
        Size size = size(app, process.type(), process.size());
        return new ServicePlan(
                process.type(),
                Choice.detected(
                        process.command(),
                        process.command().isBlank()
                                ? "none: what the image itself starts (ENTRYPOINT, CMD)"
                                : "as in Heroku's " + process.source() + "; runs in a shell"),
                size.cpu(),
                size.memoryMib(),
                count(app, process, web, clock),
                stopTimeout(app.repository(), process),
                clock
                        ? Choice.detected(
                                ServicePlan.Rollout.ONE_AT_MOST,
                                "a clock must never run twice: the old one stops before the new one starts")
                        : Choice.byDefault(
                                ServicePlan.Rollout.ROLLING,
                                "new tasks are healthy before old ones stop: no gap at a deploy"),
                ServicePlan.NO_SPOT,
                clock ? Optional.empty() : scaling(app, process),
                web ? Optional.of(web(app)) : Optional.empty(),
                ProcessVariables.of(app, process.size()));
    }

    /** As Heroku scales it, if it does. */
    private static Optional<ScalingPlan> scaling(HerokuApp app, ProcessType process) {
        return app.details().autoscaling().stream()
                .filter(scaling -> scaling.active() && scaling.processType().equals(process.type()))
                .findFirst()
                .flatMap(ServicePlanner::scaling);
    }

    private static Optional<ScalingPlan> scaling(AppDetails.Autoscaling heroku) {
        Integer minimum = heroku.minimum();
        Integer maximum = heroku.maximum();
        if (minimum == null || maximum == null) {
            return Optional.empty();
        }
        String above = "tasks are added above this share of their processors";
        return Optional.of(new ScalingPlan(
                Choice.detected(true, "Heroku scales it; false: `count` tasks, whatever comes"),
                Choice.detected(minimum, "as at Heroku"),
                Choice.detected(maximum, "as at Heroku, and what it may cost at most"),
                Choice.byDefault(
                        60,
                        heroku.targetMillis() == null
                                ? above
                                : above + "; Heroku adds dynos when one request in twenty takes longer than "
                                        + heroku.targetMillis() + " ms")));
    }

    private Choice<Integer> count(HerokuApp app, ProcessType process, boolean web, boolean clock) {
        if (app.lacks(Unread.FORMATION)) {
            return Choice.byDefault(1, "A GUESS: Heroku did not show how many run; set what is right");
        }
        int quantity = process.quantity();
        if (clock && quantity > 1) {
            estate.find(
                    "clock-doubled",
                    Severity.WARNING,
                    app.name() + "/" + process.type(),
                    "This clock process runs " + quantity + " times at Heroku.",
                    "Each of them starts every job, so jobs run more than once.",
                    "The plan runs one. If it is no clock, set `rollout: rolling` and `count` in plan.yaml.");
            return Choice.detected(1, "a clock; Heroku runs " + quantity + ", which does every job as often");
        }
        boolean production =
                estate.isProduction(estate.environmentOf(app.name()).value());
        if (web && estate.preset() == Preset.HA && production && quantity == 1) {
            return Choice.byDefault(2, "one at Heroku; two survive the loss of a zone");
        }
        return Choice.detected(
                quantity,
                quantity == 0
                        ? "scaled to 0 at Heroku; the service is there and can be started"
                        : "as many as Heroku runs" + (clock ? "; a clock must never have a second one" : ""));
    }

    private static Choice<Integer> stopTimeout(@Nullable RepositoryFacts repository, ProcessType process) {
        if (repository != null
                && repository.shutdownSeconds() != null
                && process.command().contains("sidekiq")) {
            int needed = Math.min(120, Math.max(30, repository.shutdownSeconds() + 5));
            return Choice.detected(
                    needed,
                    "Sidekiq takes " + repository.shutdownSeconds() + " seconds to put jobs back; then it is killed");
        }
        return Choice.byDefault(
                30, "as at Heroku: time to finish after SIGTERM before the task is killed; at most 120");
    }

    private static WebPlan web(HerokuApp app) {
        RepositoryFacts repository = app.repository();
        boolean sockets = repository != null && OpenConnections.of(repository).isPresent();
        String path = repository == null ? null : repository.healthPath();
        return new WebPlan(
                Choice.byDefault(PORT, "the container listens here; PORT says the same"),
                path == null
                        ? Choice.byDefault("/", "no cheaper path is known; it must answer 200 to 399 without a login")
                        : Choice.detected(path, "the app's own health page; it must answer 200 to 399"),
                Choice.byDefault(90, "a task may take this long to boot; Heroku gives 60 seconds"),
                idleTimeout(sockets),
                Choice.byDefault(30, "a stopping task finishes its requests for this long; Heroku gives 30 seconds"),
                app.features().contains("http-session-affinity")
                        ? Choice.detected(true, "Heroku's session affinity is on: a visitor stays with one task")
                        : Choice.byDefault(false, "any task may answer, as at Heroku"),
                Choice.byDefault(true, "plain HTTP is sent on to HTTPS; Heroku lets it through to the app"));
    }

    /** What the load balancer waits on a silent connection, in seconds. */
    static Choice<Integer> idleTimeout(boolean sockets) {
        return sockets
                ? Choice.detected(300, "the app keeps connections open, which a shorter time would cut")
                : Choice.byDefault(60, "Heroku cuts after 30 seconds before the first byte, and 55 between bytes");
    }
}
