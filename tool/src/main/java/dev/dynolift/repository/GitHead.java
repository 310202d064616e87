package dev.dynolift.repository;

import org.jspecify.annotations.Nullable;

/** Tells which commit is checked out, by git's own files. */
final class GitHead {

    private GitHead() {}

    /** Null outside git. */
    static @Nullable String commit(Checkout folder) {
        Checkout checkout = folder.whole().orElse(folder);
        String head = firstLine(checkout, ".git/HEAD");
        if (head.startsWith("ref: refs/heads/") && !head.contains("..")) {
            String name = head.substring("ref: ".length());
            String direct = firstLine(checkout, ".git/" + name);
            head = direct.isEmpty() ? packed(checkout, name) : direct;
        }
        return head.matches("[0-9a-f]{40,64}") ? head : null;
    }

    private static String packed(Checkout checkout, String name) {
        return checkout.lines(".git/packed-refs").stream()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.split(" ", 2)[0])
                .findFirst()
                .orElse("");
    }

    private static String firstLine(Checkout checkout, String file) {
        return checkout.text(file)
                .flatMap(text -> text.lines().findFirst())
                .orElse("")
                .strip();
    }
}
