package dev.dynolift.plan;

import dev.dynolift.plan.SitePlan.HeadersPlan;
import dev.dynolift.plan.SitePlan.RedirectPlan;
import dev.dynolift.plan.SitePlan.RoutePlan;

/** Reads a site of the plan, and refuses what CloudFront would. */
final class SiteReading {

    private SiteReading() {}

    static SitePlan site(SectionReader reader) {
        SitePlan site = new SitePlan(
                reader.filledChoice("root"),
                reader.has("build") ? reader.textChoice("build") : SiteBuild.NONE,
                reader.flagChoice("singlePage"),
                reader.flagChoice("cleanUrls"),
                reader.textChoice("errorPage"),
                reader.items("routes", "route").stream().map(SiteReading::route).toList(),
                reader.items("redirects", "redirect").stream()
                        .map(SiteReading::redirect)
                        .toList(),
                reader.items("headers", "headers of").stream()
                        .map(SiteReading::headers)
                        .toList(),
                reader.textsChoice("longCachePaths"),
                reader.has("certificate") ? reader.textChoice("certificate") : SitePlan.BY_ACM);
        String certificate = site.certificate().value();
        if (!certificate.matches("(arn:aws[a-z-]*:acm:us-east-1:\\d{12}:certificate/[\\w-]+)?")) {
            reader.refuse(
                    "certificate",
                    "`" + certificate + "` is no certificate of us-east-1, and CloudFront takes no other",
                    "Write its ARN, arn:aws:acm:us-east-1:…, or \"\" for one of ACM's.");
        }
        String errorPage = site.errorPage().value();
        if (!errorPage.isEmpty() && !errorPage.startsWith("/")) {
            reader.refuse("errorPage", "`" + errorPage + "` does not begin with /", "Write /" + errorPage + ".");
        }
        if (!errorPage.isEmpty() && site.singlePage().value()) {
            reader.refuse(
                    "errorPage",
                    "with `singlePage` what is not there is index.html",
                    "Write \"\", or singlePage: false.");
        }
        reader.finish();
        return site;
    }

    private static RoutePlan route(SectionReader reader) {
        RoutePlan route = new RoutePlan(path(reader), reader.filledChoice("file"));
        reader.finish();
        return route;
    }

    private static RedirectPlan redirect(SectionReader reader) {
        RedirectPlan redirect =
                new RedirectPlan(path(reader), reader.filledChoice("url"), reader.wholeChoice("status", 301, 302));
        reader.finish();
        return redirect;
    }

    private static HeadersPlan headers(SectionReader reader) {
        HeadersPlan headers = new HeadersPlan(path(reader), reader.textsChoice("values"));
        for (String header : headers.values().value()) {
            if (!header.matches("[A-Za-z0-9-]+: *\\S.*")) {
                reader.refuse("values", "`" + header + "` is no header", "Write it as `Name: value`.");
            }
        }
        reader.finish();
        return headers;
    }

    private static String path(SectionReader reader) {
        String path = reader.text("name");
        if (!path.startsWith("/")) {
            reader.refuse("name", "`" + path + "` does not begin with /", "");
        }
        return path;
    }
}
