package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.ImageRemark;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import java.util.List;
import java.util.stream.Stream;

/** What a Dockerfile that is kept has to do for what the plan makes of its app. */
final class OwnImages {

    private OwnImages() {}

    static List<Finding> findings(MigrationPlan plan, Inventory inventory) {
        return plan.apps().stream()
                .filter(AppPlan::keepsImageThatFetchesSettings)
                .flatMap(app -> inventory.app(app.name()).stream()
                        .flatMap(heroku -> Stream.ofNullable(heroku.repository()))
                        .flatMap(code -> Stream.ofNullable(code.needs().image()))
                        .flatMap(image -> image.remarks(ImageRemark.Kind.NO_SETTINGS_SCRIPT)
                                .map(remark -> finding(app, image, remark))))
                .toList();
    }

    private static Finding finding(AppPlan app, ImageRecipe image, ImageRemark remark) {
        return new Finding(
                "image-without-settings",
                Severity.WARNING,
                app.name(),
                "The image of " + app.name() + " is to fetch its settings when it starts, and " + image.file()
                        + " lacks for that: " + remark.detail() + ".",
                "Without it no process has any setting: nothing would start.",
                ImageRemark.FETCHES_SETTINGS + " Or let ECS hand them over (secrets: ecs).",
                image.place(remark));
    }
}
