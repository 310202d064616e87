package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The libraries of a monorepo's packages, which its own package.json does not name. */
final class WorkspacePackages {

    private static final int MOST = 200;

    private final Checkout checkout;

    WorkspacePackages(Checkout checkout) {
        this.checkout = checkout;
    }

    /**
     * By the place of each package.json; a library counts where it stands first.
     *
     * @param workspaces folders as written: "apps/web", "packages/*"
     */
    Map<String, List<Library>> libraries(List<String> workspaces) {
        Set<String> known = new HashSet<>();
        Map<String, List<Library>> byPlace = new LinkedHashMap<>();
        for (String place : places(workspaces)) {
            checkout.text(place).map(text -> PackageJson.read(text, checkout)).ifPresent(json -> {
                List<Library> own = new ArrayList<>(json.libraries());
                own.removeIf(library -> !known.add(library.name()));
                byPlace.put(place, own);
            });
        }
        return byPlace;
    }

    private List<String> places(List<String> workspaces) {
        return checkout.sources(Set.of("/package.json")).stream()
                .filter(place -> workspaces.stream()
                        .anyMatch(workspace -> covers(workspace, place.replaceFirst("/package\\.json$", ""))))
                .limit(MOST)
                .toList();
    }

    private static boolean covers(String workspace, String folder) {
        String pattern = workspace.replaceFirst("^\\./", "").replaceFirst("(?<!/)/++$", "");
        if (pattern.endsWith("/**")) {
            return folder.startsWith(pattern.substring(0, pattern.length() - 2));
        }
        if (pattern.endsWith("/*")) {
            String parent = pattern.substring(0, pattern.length() - 1);
            return folder.startsWith(parent) && folder.indexOf('/', parent.length()) < 0;
        }
        return folder.equals(pattern);
    }
}
