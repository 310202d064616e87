package dev.dynolift.yaml;

import dev.dynolift.yaml.Node.Value;
import org.jspecify.annotations.Nullable;

/** How a merge tells what may be edited, and how it marks what was. */
public interface EditMarks {

    /** Whether people may change this value; facts are no choices. */
    boolean isChoice(Value own);

    /** Whether a comment was written by the program, and so may be replaced. */
    boolean isOwn(String comment);

    /** The comment behind a value that somebody changed. */
    String edited(Value own);

    /** The comment behind a value that somebody added. */
    String added();

    /** What somebody wrote, as others may read it: without what has to stay secret. */
    String shown(String key, @Nullable Object content);
}
