package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An app of a test, which says what matters to it: else an ordinary one in the US, of a person's own account, with nothing
 * in it.
 */
public final class SketchedApp {

    private final String name;
    private @Nullable String id;
    private String region = "us";
    private @Nullable String team;
    private @Nullable String space;
    private String generation = "cedar";
    private @Nullable String stage;
    private List<String> buildpacks = List.of();
    private List<ProcessType> processes = List.of();
    private @Nullable String releaseCommand;
    private List<ConfigVar> settings = List.of();
    private List<ScheduledJob> jobs = List.of();
    private List<String> features = List.of();
    private List<LogDrain> drains = List.of();
    private List<RoleCount> people = List.of();
    private @Nullable Release release;
    private @Nullable Integer monthlyCents;
    private @Nullable RepositoryFacts code;

    private SketchedApp(String name) {
        this.name = name;
    }

    public static SketchedApp called(String name) {
        return new SketchedApp(name);
    }

    public SketchedApp id(String heroku) {
        id = heroku;
        return this;
    }

    public SketchedApp region(String other) {
        region = other;
        return this;
    }

    public SketchedApp team(String owner) {
        team = owner;
        return this;
    }

    public SketchedApp space(String privateSpace) {
        space = privateSpace;
        return this;
    }

    public SketchedApp generation(String other) {
        generation = other;
        return this;
    }

    public SketchedApp stage(@Nullable String ofPipeline) {
        stage = ofPipeline;
        return this;
    }

    public SketchedApp buildpacks(List<String> inOrder) {
        buildpacks = inOrder;
        return this;
    }

    public SketchedApp processes(List<ProcessType> all) {
        processes = all;
        return this;
    }

    public SketchedApp release(String command) {
        releaseCommand = command;
        return this;
    }

    public SketchedApp released(Release newest) {
        release = newest;
        return this;
    }

    public SketchedApp settings(List<ConfigVar> all) {
        settings = all;
        return this;
    }

    public SketchedApp jobs(List<ScheduledJob> all) {
        jobs = all;
        return this;
    }

    public SketchedApp features(List<String> enabled) {
        features = enabled;
        return this;
    }

    public SketchedApp drains(List<LogDrain> all) {
        drains = all;
        return this;
    }

    public SketchedApp people(List<RoleCount> roles) {
        people = roles;
        return this;
    }

    public SketchedApp monthlyCents(int cents) {
        monthlyCents = cents;
        return this;
    }

    public SketchedApp code(@Nullable RepositoryFacts facts) {
        code = facts;
        return this;
    }

    public HerokuApp app() {
        return new HerokuApp(
                id,
                name,
                region,
                "heroku-24",
                generation,
                false,
                true,
                team,
                space,
                stage,
                buildpacks,
                processes,
                releaseCommand,
                settings,
                jobs,
                features,
                drains,
                people,
                release,
                monthlyCents,
                code,
                AppDetails.NONE);
    }
}
