package dev.dynolift.plan;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.StaticSite;
import dev.dynolift.inventory.StaticSite.Redirect;
import dev.dynolift.inventory.StaticSite.Route;
import dev.dynolift.plan.SitePlan.HeadersPlan;
import dev.dynolift.plan.SitePlan.RedirectPlan;
import dev.dynolift.plan.SitePlan.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns apps that serve files and do nothing else into a bucket with CloudFront in front of it. */
final class SitePlanner {

    private static final String FROM_FILE = "as static.json says";

    /** CloudFront has no more behaviours in a distribution, and one is everything else. */
    private static final int MOST_PATHS = 24;

    private final Estate estate;

    SitePlanner(Estate estate) {
        this.estate = estate;
    }

    /** The site that takes the app's place; empty for an app that does anything else besides. */
    Optional<SitePlan> site(HerokuApp app) {
        return StaticSite.isAllOf(app) ? Optional.of(plan(app)) : Optional.empty();
    }

    private SitePlan plan(HerokuApp app) {
        RepositoryFacts code = app.repository();
        StaticSite read = code == null ? null : code.needs().site();
        if (read == null) {
            find(
                    app,
                    "site-guessed",
                    "Its static.json was not read, or it has none.",
                    "The bucket is made for the buildpack's own habits: public_html, and nothing redirected.",
                    "Audit it again with `--repo` and the folder that has static.json, or fill `site` of " + app.name()
                            + " in plan.yaml.");
        }
        StaticSite site = read == null ? StaticSite.USUAL : read;
        carriedOver(app, site);
        settings(app);
        boolean singlePage = site.routes().size() == 1
                && site.routes().get(0).path().equals("/**")
                && site.routes().get(0).file().matches("/?index\\.html");
        String errorPage = site.errorPage();
        return new SitePlan(
                choice(read, site.root(), "the folder that a deploy puts into the bucket, once it is built"),
                build(app),
                choice(read, singlePage, "what is not there is answered with index.html"),
                choice(read, site.cleanUrls(), "/about is the file about.html"),
                choice(
                        read,
                        errorPage == null ? "" : "/" + errorPage.replaceFirst("^/+", ""),
                        "shown for what is not there"),
                singlePage
                        ? List.of()
                        : site.routes().stream()
                                .map(route -> new RoutePlan(route.path(), Choice.detected(route.file(), FROM_FILE)))
                                .toList(),
                site.redirects().stream()
                        .filter(SitePlanner::isPlain)
                        .map(redirect -> new RedirectPlan(
                                redirect.path(),
                                Choice.detected(redirect.url(), FROM_FILE),
                                Choice.detected(redirect.status(), FROM_FILE)))
                        .toList(),
                headers(site),
                Choice.byDefault(
                        List.of("/assets/*"),
                        "files there have a digest in their name, and browsers keep them for a year"),
                SitePlan.BY_ACM);
    }

    private Choice<String> build(HerokuApp app) {
        SiteBuild build = SiteBuild.of(app);
        if (!build.unknown().isEmpty()) {
            find(
                    app,
                    "site-build",
                    "What " + String.join(", ", build.unknown()) + " does to the files of the site is not known.",
                    "A deploy would upload " + "the folder as it stands in the repository.",
                    "Write the command that makes the files under `build` of " + app.name() + " in plan.yaml.");
        }
        return build.command();
    }

    private static <T> Choice<T> choice(@Nullable StaticSite read, T value, String meaning) {
        return read == null ? Choice.byDefault(value, meaning) : Choice.detected(value, meaning);
    }

    private static List<HeadersPlan> headers(StaticSite site) {
        List<HeadersPlan> plans = new ArrayList<>();
        site.headers().stream()
                .limit(MOST_PATHS)
                .forEach(headers -> plans.add(new HeadersPlan(
                        headers.path().replace("**", "*"),
                        Choice.detected(
                                headers.values().entrySet().stream()
                                        .map(header -> header.getKey() + ": " + header.getValue())
                                        .sorted()
                                        .toList(),
                                FROM_FILE))));
        return plans;
    }

    /** An address without patterns and settings, moved for good or for now. */
    private static boolean isPlain(Redirect redirect) {
        return (redirect.status() == 301 || redirect.status() == 302)
                && redirect.path().matches("/[^*~^$(){}\\s]*")
                && !redirect.url().contains("$");
    }

    /** Each thing that nginx did and a bucket does not, by name. */
    private void carriedOver(HerokuApp app, StaticSite site) {
        for (String path : site.proxies()) {
            find(
                    app,
                    "site-proxy",
                    "static.json hands what is asked for below " + path
                            + " on to somebody else, and a bucket does not.",
                    "Whatever the pages ask for there is not found.",
                    "Let the pages ask the other one by its own name (and let it allow that, by CORS); or add an origin and a"
                            + " behaviour for " + path + " to infra/modules/static_site.");
        }
        String redirects = site.redirects().stream()
                .filter(redirect -> !isPlain(redirect))
                .map(Redirect::path)
                .collect(Collectors.joining(", "));
        if (!redirects.isEmpty()) {
            find(
                    app,
                    "site-redirect",
                    "Redirects of static.json have patterns, settings or another status than 301 and 302: " + redirects
                            + ".",
                    "They are not carried over; whoever asks gets the error page.",
                    "Write each address under `redirects` of " + app.name()
                            + " in plan.yaml, with the value in the setting's" + " place.");
        }
        String routes = site.routes().stream()
                .map(Route::path)
                .filter(path -> path.contains("$") || path.contains("~"))
                .collect(Collectors.joining(", "));
        if (!routes.isEmpty()) {
            find(
                    app,
                    "site-route",
                    "Routes of static.json have more than * and **: " + routes + ".",
                    "They are compared letter by letter.",
                    "Write them with * and ** under `routes` of " + app.name() + " in plan.yaml.");
        }
        if (site.headers().size() > MOST_PATHS) {
            find(
                    app,
                    "site-headers",
                    "static.json has headers for " + site.headers().size() + " paths, and CloudFront takes "
                            + MOST_PATHS + ".",
                    "Those of the last ones are left out.",
                    "Join paths under `headers` of " + app.name() + " in plan.yaml.");
        }
        for (String key : site.others()) {
            find(
                    app,
                    "site-key",
                    "static.json has " + key + ", which a bucket does not know.",
                    key.startsWith("basic_auth")
                            ? "Without it everybody sees the site."
                            : "The site behaves otherwise than at Heroku.",
                    key.startsWith("basic_auth")
                            ? "Keep people out by a WAF (`web_acl_arn` of the module), or add a function to it, before DNS leads"
                                    + " there."
                            : "Look at what it does, and add it to infra/modules/static_site.");
        }
    }

    private void settings(HerokuApp app) {
        String names = app.configVars().stream()
                .filter(setting -> setting.kind() == ConfigVar.Kind.PLAIN || setting.kind() == ConfigVar.Kind.SECRET)
                .map(ConfigVar::name)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            find(
                    app,
                    "site-settings",
                    "A bucket has no settings, and the app has: " + names + ".",
                    "They are in the pages only if the build puts them there.",
                    "Give them to whatever builds the files from now on.");
        }
    }

    private void find(HerokuApp app, String id, String what, String why, String next) {
        estate.find(id, Severity.WARNING, app.name(), what, why, next);
    }
}
