package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.ImageRemark;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Severity;
import java.util.stream.Stream;

/** A rule that makes a finding of each remark on a Dockerfile that is of one kind. */
abstract class ImageRule extends CodeRule {

    private final ImageRemark.Kind kind;
    private final String what;
    private final String why;
    private final String next;

    /** @param what in which, as in the others, <code>{detail}</code> is what the remark tells exactly */
    ImageRule(String id, Severity severity, ImageRemark.Kind kind, String what, String why, String next) {
        super(id, severity, "f-image");
        this.kind = kind;
        this.what = what;
        this.why = why;
        this.next = next;
    }

    @Override
    final Stream<Finding> check(RepositoryFacts code) {
        return code.needs().images().stream()
                .flatMap(image -> image.remarks(kind).map(remark -> {
                    String place = image.place(remark);
                    return finding(
                            place,
                            what.replace("{detail}", remark.detail()),
                            why,
                            next.replace("{detail}", remark.detail()),
                            place);
                }));
    }
}
