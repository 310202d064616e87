package dev.dynolift.plan;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.market.DynoSizes;
import dev.dynolift.market.DynoVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The environment variables that one process has and others of its app may have otherwise: what its dyno's size gave it. */
final class ProcessVariables {

    private ProcessVariables() {}

    /** What Heroku's buildpacks counted for a dyno of that size; a config var of the app wins. */
    static List<VariablePlan> of(HerokuApp app, @Nullable String dyno) {
        String language = counting(app);
        if (language == null || dyno == null) {
            return List.of();
        }
        return DynoSizes.find(dyno)
                .map(size -> DynoVariables.of(language, size).entrySet().stream()
                        .filter(entry -> !VariablePlanner.isSet(app, entry.getKey()))
                        .map(entry -> new VariablePlan(
                                entry.getKey(),
                                value(
                                        app,
                                        entry.getKey(),
                                        entry.getValue(),
                                        language + " buildpack counts on a " + size.name())))
                        .toList())
                .orElse(List.of());
    }

    /**
     * Whose buildpack counts: of Node's and Python's, which both put a script of the same name into the slug, the last. It counts for
     * all processes, also those of a Ruby app that has Node's for its assets.
     */
    private static @Nullable String counting(HerokuApp app) {
        return app.buildpacks().stream()
                .filter(one -> one.contains("nodejs") || one.contains("python"))
                .map(one -> one.contains("nodejs") ? "nodejs" : "python")
                .reduce((former, last) -> last)
                .orElseGet(() -> app.buildpacks().isEmpty() ? VariablePlanner.language(app) : null);
    }

    private static Choice<String> value(HerokuApp app, String name, String counted, String counting) {
        if (name.equals(DynoVariables.CONCURRENCY)) {
            Optional<String> divisor = Optional.of(DynoVariables.PROCESS_MEMORY)
                    .filter(one -> VariablePlanner.isSet(app, one))
                    .or(() -> Optional.of(DynoVariables.MEMORY).filter(one -> VariablePlanner.isSet(app, one)));
            if (divisor.isPresent()) {
                return Choice.byDefault(
                        counted,
                        String.format(
                                Locale.ROOT,
                                "A GUESS: Heroku counts with your %s, whose value is not known here",
                                divisor.get()));
            }
        }
        return Choice.detected(counted, "what the " + counting + " dyno");
    }

    /**
     * The section {@code variables} of a process.
     *
     * @param ofTheApp what somebody wrote for the whole app: to this, what was only counted gives way
     */
    static List<VariablePlan> read(SectionReader reader, Set<String> ofTheApp) {
        Optional<SectionReader> section = reader.section("variables");
        if (section.isEmpty()) {
            return List.of();
        }
        List<VariablePlan> variables = VariablePlan.read(section.get());
        if (section.get().has("PORT")) {
            section.get().refuse("PORT", "`PORT` has a place of its own", "Write it as `port` under `web`.");
        }
        return variables.stream()
                .filter(variable -> variable.value().source() == Source.YOURS || !ofTheApp.contains(variable.name()))
                .toList();
    }

    static void write(SectionBuilder section, List<VariablePlan> variables) {
        if (!variables.isEmpty()) {
            SectionBuilder own = new SectionBuilder();
            variables.forEach(variable -> own.choice(variable.name(), variable.value()));
            section.section("variables", own);
        }
    }

    /** Every variable of a process of the app, whoever has it. */
    static List<VariablePlan> all(AppPlan app) {
        List<VariablePlan> all = new ArrayList<>();
        app.services().forEach(service -> all.addAll(service.variables()));
        app.release().ifPresent(release -> all.addAll(release.variables()));
        app.scheduledJobs().forEach(job -> all.addAll(job.variables()));
        return all;
    }
}
