package dev.dynolift.engine;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.Collection;

/** A source that should stand still was written to: what was copied and compared proves nothing about it. */
final class SourceWrittenException extends DynoliftException {

    /** @param tables whose rows or files have changed */
    SourceWrittenException(Collection<String> tables, String next) {
        super(
                ErrorCode.DIFFERENCES,
                "the source was written to while it was copied",
                "rows or files of these tables have changed since: " + String.join(", ", tables),
                next);
    }
}
