package dev.dynolift.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code static.json} asks of Heroku's static buildpack, nginx that serves files and does nothing else.
 *
 * @param root the folder that is served
 * @param cleanUrls whether {@code /about} is {@code about.html}
 * @param httpsOnly whether plain HTTP is redirected
 * @param routes in order: what is asked for, with * for a step and ** for all below, and the file that answers
 * @param redirects in order
 * @param errorPage the file that is shown for what is not there; null for nginx's own
 * @param headers by what is asked for
 * @param proxies what is asked of somebody else
 * @param others further keys that have a meaning there: {@code basic_auth}, {@code canonical_host}
 */
public record StaticSite(
        String root,
        boolean cleanUrls,
        boolean httpsOnly,
        List<Route> routes,
        List<Redirect> redirects,
        @Nullable String errorPage,
        List<Headers> headers,
        List<String> proxies,
        List<String> others) {

    /** What the buildpack does by itself. */
    public static final StaticSite USUAL =
            new StaticSite("public_html", false, false, List.of(), List.of(), null, List.of(), List.of(), List.of());

    private static final Pattern BUILDPACK =
            Pattern.compile("(heroku-community/static|heroku-buildpack-static|heroku/static)(\\.git|\\.tgz)?(#.*)?$");

    /** Whether a buildpack is the one that serves files and does nothing else. */
    public static boolean isServedBy(String buildpack) {
        return BUILDPACK.matcher(buildpack).find();
    }

    /** Whether an app serves files and does nothing besides: no worker, no job, no release phase. */
    public static boolean isAllOf(HerokuApp app) {
        RepositoryFacts code = app.repository();
        boolean files = app.buildpacks().stream().anyMatch(StaticSite::isServedBy)
                || (code != null
                        && "static".equals(code.language())
                        && code.needs().herokuYml() == null);
        return files
                && app.process("web").isPresent()
                && app.processes().size() == 1
                && app.scheduledJobs().isEmpty()
                && app.releaseCommand() == null;
    }

    public StaticSite {
        routes = List.copyOf(routes);
        redirects = List.copyOf(redirects);
        headers = List.copyOf(headers);
        proxies = List.copyOf(proxies);
        others = List.copyOf(others);
    }

    /** What is asked for, and the file that answers. */
    public record Route(String path, String file) {}

    /** What has moved, and where to. */
    public record Redirect(String path, String url, int status) {}

    /** Headers of what is asked for, name to value. */
    public record Headers(String path, Map<String, String> values) {

        public Headers {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
