package dev.dynolift.inventory;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile makes.
 *
 * @param file the Dockerfile, from the app's folder on
 * @param base what the last stage is built from: "ruby:3.3-slim"
 * @param ports that it exposes
 * @param user that the processes run as; null for root, which Heroku never uses
 * @param command CMD as a line for a shell; null when there is none
 * @param arguments names of build arguments
 * @param lent names of settings that its lines are lent while it is built
 * @param remarks what is better known before it runs on AWS, in the order of the lines
 */
public record ImageRecipe(
        String file,
        String base,
        List<String> ports,
        @Nullable String user,
        @Nullable String command,
        List<String> arguments,
        List<String> lent,
        List<ImageRemark> remarks) {

    /** The name of a Dockerfile that nobody has to name. */
    public static final String USUAL = "Dockerfile";

    public ImageRecipe {
        file = file == null ? USUAL : file;
        ports = List.copyOf(ports);
        arguments = List.copyOf(arguments);
        // A file that an older dynolift wrote has none of these.
        lent = lent == null ? List.of() : List.copyOf(lent);
        remarks = remarks == null ? List.of() : List.copyOf(remarks);
    }

    /** "Dockerfile:12". */
    public String place(ImageRemark remark) {
        return file + ":" + remark.line();
    }

    /** What was remarked of that kind. */
    public Stream<ImageRemark> remarks(ImageRemark.Kind kind) {
        return remarks.stream().filter(remark -> remark.kind() == kind);
    }
}
