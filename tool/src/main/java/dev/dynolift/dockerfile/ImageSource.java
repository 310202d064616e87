package dev.dynolift.dockerfile;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.PrivateSource.Reader;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.plan.AppPlan;
import dev.dynolift.plan.NodeLibraries;
import dev.dynolift.plan.ServicePlan;
import dev.dynolift.plan.SettingPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known about an app when its image's files are written.
 *
 * @param component the app's name on AWS
 * @param facts of the app's repository
 */
public record ImageSource(String component, AppPlan plan, HerokuApp heroku, RepositoryFacts facts) {

    private static final Pattern NONE = Pattern.compile("(?!)");

    private static final Pattern MAJOR = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

    boolean has(String library) {
        return facts.version(library).isPresent();
    }

    /** Whether a library is installed in at least that version; false when it is not installed. */
    boolean has(String library, int major, int minor) {
        return facts.version(library)
                .map(MAJOR::matcher)
                .filter(Matcher::lookingAt)
                .map(version -> {
                    int itsMajor = Integer.parseInt(version.group(1));
                    int itsMinor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
                    return itsMajor > major || itsMajor == major && itsMinor >= minor;
                })
                .orElse(false);
    }

    /** All buildpacks, of the app and of the repository. */
    List<String> buildpacks() {
        return Stream.concat(heroku.buildpacks().stream(), facts.buildpacks().stream())
                .distinct()
                .toList();
    }

    boolean hasBuildpack(String word) {
        return buildpacks().stream()
                .anyMatch(buildpack -> buildpack.toLowerCase(Locale.ROOT).contains(word));
    }

    /** Every line that the app runs, whether always, at its time or before a release. */
    List<String> commands() {
        return Stream.of(
                        plan.services().stream()
                                .map(service -> service.command().value()),
                        plan.scheduledJobs().stream().map(job -> job.command().value()),
                        plan.release().stream().map(release -> release.command().value()))
                .flatMap(lines -> lines)
                .toList();
    }

    /** Whether a script in the image fetches the settings' values when a process starts. */
    boolean fetchesSettings() {
        return plan.secrets().value() == AppPlan.SecretsBy.RUNTIME;
    }

    /** The Debian packages that the image's own scripts need beside curl. */
    List<String> scriptPackages() {
        return fetchesSettings() ? List.of("jq") : List.of();
    }

    Optional<ServicePlan> defaultProcess() {
        return plan.webService().or(() -> plan.services().stream().findFirst());
    }

    /**
     * Settings that package managers read while the image is built; on Heroku a build sees every setting.
     *
     * @param reader by whose files others may be named, too
     */
    List<String> buildSecrets(Pattern names, Reader reader) {
        Set<String> written = written(reader);
        // Somebody may have added one to the plan: nobody has asked Heroku, or Heroku needed none.
        Stream<String> added = plan.settings().stream()
                .filter(setting -> setting.destination().value() == SettingPlan.Destination.SSM_PARAMETER)
                .map(SettingPlan::name);
        return Stream.concat(heroku.configVars().stream().map(ConfigVar::name), added)
                .distinct()
                .filter(name -> names.matcher(name).matches() || written.contains(name))
                .sorted()
                .toList();
    }

    /**
     * Those without which a package manager does not even start, as it looks for each setting that its files name: Yarn and
     * Bundler.
     */
    List<String> alwaysRead(Reader reader) {
        boolean strict = reader == Reader.BUNDLER
                || reader == Reader.NODE && NodeLibraries.manager(facts).equals("yarn");
        return strict ? buildSecrets(NONE, reader) : List.of();
    }

    /** The settings by which files of the repository ask for a login, whatever their names. */
    Set<String> written(Reader reader) {
        return facts.needs().privateSources().stream()
                .filter(source -> source.reader() == reader)
                .flatMap(source -> source.settings().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether package managers read a setting of that name, in whatever language; or files of the repository name it. */
    public static boolean isReadByBuilds(String name, Optional<RepositoryFacts> code) {
        boolean written = code.stream()
                .flatMap(facts -> facts.needs().privateSources().stream())
                .anyMatch(source -> source.settings().contains(name));
        return written
                || Stream.of(RubyImage.BUNDLER_SECRETS, NodePackages.SECRETS, PythonPackages.SECRETS)
                        .anyMatch(names -> names.matcher(name).matches());
    }

    /** Whether the code reads settings that Heroku makes, such as the commit. */
    boolean readsHerokuSettings() {
        return facts.mentions().stream().anyMatch(mention -> mention.kind() == SourceMention.Kind.HEROKU_SETTING);
    }

    /** The version for an image's tag from what a package.json or .python-version says: "^20.11", ">=18 <21", "20.x". */
    static String tag(String version, String otherwise) {
        if (version.matches("\\d+\\.\\d+\\.\\d+")) {
            return version;
        }
        Matcher first = MAJOR.matcher(version);
        if (!first.find()) {
            return otherwise;
        }
        boolean exactMinor = version.matches("\\d+\\.\\d+(\\.[x*])?");
        return exactMinor ? first.group(1) + "." + first.group(2) : first.group(1);
    }
}
