package dev.dynolift.plan;

import dev.dynolift.yaml.EditMarks;
import dev.dynolift.yaml.Node.Value;
import org.jspecify.annotations.Nullable;

/** How edits of the plan file are told and marked: choices carry a comment that begins with their source. */
final class PlanMarks implements EditMarks {

    @Override
    public boolean isChoice(Value own) {
        return !own.comment().isEmpty();
    }

    @Override
    public boolean isOwn(String comment) {
        return Source.beginning(comment).isPresent();
    }

    @Override
    public String edited(Value own) {
        String reason = Source.beginning(own.comment())
                .map(source -> own.comment().substring(source.word().length()))
                .map(rest -> rest.startsWith(":") ? rest.substring(1).strip() : rest)
                .orElse("");
        String instead = Source.YOURS.word() + ": instead of " + shown(own.content());
        return reason.isEmpty() ? instead : instead + ", which would mean: " + reason;
    }

    @Override
    public String added() {
        return Source.YOURS.word() + ": added by you";
    }

    @Override
    public String shown(String key, @Nullable Object content) {
        return WrittenSecrets.shown(key, content);
    }

    private static String shown(@Nullable Object content) {
        return content instanceof String text && text.isEmpty() ? "nothing" : String.valueOf(content);
    }
}
