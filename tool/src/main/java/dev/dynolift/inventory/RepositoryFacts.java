package dev.dynolift.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the checkout of an app tells. Null means that it could not be told; false means that it was looked for in vain.
 *
 * @param language "ruby", "node", "python", "java", "go", "php", "elixir", "static" …; null when unknown
 * @param frameworks "rails", "sinatra", "express", "next", "django" … with versions
 * @param libraries all of the lock file, for whoever needs more
 * @param rubyVersion "3.3.4", without "ruby-"
 * @param packageManager "npm", "yarn", "pnpm"; null without package.json
 * @param nodeBuild whether package.json has a build or heroku-postbuild script
 * @param procfile type to command, in order, the release phase too
 * @param aptPackages of an Aptfile
 * @param buildpacks of {@code .buildpacks}
 * @param shutdownSeconds Sidekiq's time to finish jobs; null without Sidekiq
 * @param pumaKeepAlive whether Puma keeps idle connections longer than a load balancer does; null without Puma
 * @param schedulerTasks rake tasks of lib/tasks/scheduler.rake, which hint at scheduled jobs
 * @param localUploads whether uploads are kept on the dyno's disk; null when there are no uploads
 * @param healthPath a path that answers without a login: "/up"; null when none is known
 * @param commit what is checked out; null outside git
 * @param needs what the code asks of the place where it runs
 */
public record RepositoryFacts(
        @Nullable String language,
        List<Library> frameworks,
        List<Library> libraries,
        @Nullable String rubyVersion,
        @Nullable String bundlerVersion,
        @Nullable String nodeVersion,
        @Nullable String packageManager,
        @Nullable Boolean nodeBuild,
        @Nullable String pythonVersion,
        Map<String, String> procfile,
        List<String> aptPackages,
        List<String> buildpacks,
        @Nullable AppJson appJson,
        boolean herokuYml,
        boolean dockerfile,
        boolean profileScript,
        @Nullable Boolean usesActionCable,
        @Nullable Boolean usesSidekiq,
        @Nullable Boolean usesActiveStorage,
        @Nullable Boolean usesAssetPipeline,
        @Nullable Boolean forcesSsl,
        @Nullable Integer shutdownSeconds,
        @Nullable Boolean pumaKeepAlive,
        @Nullable Boolean localUploads,
        @Nullable String healthPath,
        List<String> schedulerTasks,
        List<SourceMention> mentions,
        @Nullable String commit,
        CodeNeeds needs) {

    public RepositoryFacts {
        frameworks = List.copyOf(frameworks);
        libraries = List.copyOf(libraries);
        procfile = Collections.unmodifiableMap(new LinkedHashMap<>(procfile));
        aptPackages = List.copyOf(aptPackages);
        buildpacks = List.copyOf(buildpacks);
        schedulerTasks = List.copyOf(schedulerTasks);
        mentions = List.copyOf(mentions);
        needs = needs == null ? CodeNeeds.NONE : needs;
    }

    /** A checkout of whose needs nothing is known. */
    public RepositoryFacts(
            @Nullable String language,
            List<Library> frameworks,
            List<Library> libraries,
            @Nullable String rubyVersion,
            @Nullable String bundlerVersion,
            @Nullable String nodeVersion,
            @Nullable String packageManager,
            @Nullable Boolean nodeBuild,
            @Nullable String pythonVersion,
            Map<String, String> procfile,
            List<String> aptPackages,
            List<String> buildpacks,
            @Nullable AppJson appJson,
            boolean herokuYml,
            boolean dockerfile,
            boolean profileScript,
            @Nullable Boolean usesActionCable,
            @Nullable Boolean usesSidekiq,
            @Nullable Boolean usesActiveStorage,
            @Nullable Boolean usesAssetPipeline,
            @Nullable Boolean forcesSsl,
            @Nullable Integer shutdownSeconds,
            @Nullable Boolean pumaKeepAlive,
            @Nullable Boolean localUploads,
            @Nullable String healthPath,
            List<String> schedulerTasks,
            List<SourceMention> mentions,
            @Nullable String commit) {
        this(
                language,
                frameworks,
                libraries,
                rubyVersion,
                bundlerVersion,
                nodeVersion,
                packageManager,
                nodeBuild,
                pythonVersion,
                procfile,
                aptPackages,
                buildpacks,
                appJson,
                herokuYml,
                dockerfile,
                profileScript,
                usesActionCable,
                usesSidekiq,
                usesActiveStorage,
                usesAssetPipeline,
                forcesSsl,
                shutdownSeconds,
                pumaKeepAlive,
                localUploads,
                healthPath,
                schedulerTasks,
                mentions,
                commit,
                CodeNeeds.NONE);
    }

    /** The same checkout, its needs known. */
    public RepositoryFacts withNeeds(CodeNeeds found) {
        return new RepositoryFacts(
                language,
                frameworks,
                libraries,
                rubyVersion,
                bundlerVersion,
                nodeVersion,
                packageManager,
                nodeBuild,
                pythonVersion,
                procfile,
                aptPackages,
                buildpacks,
                appJson,
                herokuYml,
                dockerfile,
                profileScript,
                usesActionCable,
                usesSidekiq,
                usesActiveStorage,
                usesAssetPipeline,
                forcesSsl,
                shutdownSeconds,
                pumaKeepAlive,
                localUploads,
                healthPath,
                schedulerTasks,
                mentions,
                commit,
                found);
    }

    /** The installed version of a library or framework: {@code version("rails")}. */
    public Optional<String> version(String name) {
        return Stream.concat(frameworks.stream(), libraries.stream())
                .filter(library -> library.name().equals(name))
                .map(Library::version)
                .findFirst();
    }
}
