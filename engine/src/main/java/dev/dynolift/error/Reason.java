package dev.dynolift.error;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why the network or a file failed, in words for people: the JDK's own messages are often a path, the name of a class, or
 * nothing at all. The words hold neither path nor address; whoever says what happened has named those.
 */
public final class Reason {

    /** By kind; none is one of another. */
    private static final Map<Class<? extends Throwable>, String> WORDS = Map.ofEntries(
            Map.entry(UnknownHostException.class, "DNS knows no such host"),
            Map.entry(UnresolvedAddressException.class, "DNS knows no such host"),
            Map.entry(NoRouteToHostException.class, "no network leads there"),
            Map.entry(BindException.class, "the port is taken"),
            Map.entry(SocketTimeoutException.class, "no answer came in time"),
            Map.entry(NoSuchFileException.class, "there is no such file or folder"),
            Map.entry(AccessDeniedException.class, "your rights do not suffice"),
            Map.entry(FileAlreadyExistsException.class, "a file of that name is in the way"),
            Map.entry(DirectoryNotEmptyException.class, "the folder is not empty"),
            Map.entry(NotDirectoryException.class, "it is no folder"),
            Map.entry(CharacterCodingException.class, "it is no UTF-8 text"));

    private static final Pattern BROKEN = Pattern.compile(
            "(?i).*(connection reset|broken pipe|received no bytes|EOF reached|closed by peer|premature end"
                    + "|connection was closed|channel.* closed|socket closed).*");

    /** "java.net.ConnectException: refused": an exception that was made of another one says so. */
    private static final Pattern CLASS = Pattern.compile("^(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error)\\b(?::\\s*)?");

    private Reason() {}

    /** In words; what the JDK said itself where that is a sentence. */
    public static String of(Throwable problem) {
        return written(problem).or(() -> known(problem)).or(() -> said(problem)).orElseGet(() -> named(problem));
    }

    /** What our own code wrote around the cause says more than the cause. */
    private static Optional<String> written(Throwable problem) {
        Throwable cause = problem.getCause();
        String message = String.valueOf(problem.getMessage());
        boolean own = problem.getClass().equals(IOException.class)
                && problem.getMessage() != null
                && cause != null
                && !message.equals(cause.getMessage())
                && !message.equals(cause.toString())
                && !BROKEN.matcher(message).matches();
        return own ? Optional.of(message) : Optional.empty();
    }

    /** As above, and nothing that anybody else has said: a message may quote an address with a key in it. */
    public static String withoutQuoting(Throwable problem) {
        return known(problem).orElseGet(() -> named(problem));
    }

    /** What lies innermost is what happened, unless it is no more than a connection that is closed after that. */
    private static Optional<String> known(Throwable problem) {
        Optional<CertificateProblem> certificate = CertificateProblem.of(problem);
        if (certificate.isPresent()) {
            return certificate.map(CertificateProblem::why);
        }
        Deque<Throwable> chain = new ArrayDeque<>();
        for (Throwable one = problem; one != null && chain.size() < 20; one = one.getCause()) {
            chain.push(one);
        }
        return chain.stream().flatMap(one -> words(one).stream()).findFirst().or(() -> chain.stream()
                .filter(Reason::isBroken)
                .map(one -> "the connection broke off")
                .findFirst());
    }

    private static boolean isBroken(Throwable problem) {
        return problem instanceof EOFException
                || problem instanceof ClosedChannelException
                || BROKEN.matcher(String.valueOf(problem.getMessage())).matches();
    }

    private static Optional<String> words(Throwable problem) {
        Optional<String> direct = WORDS.entrySet().stream()
                .filter(kind -> kind.getKey().isInstance(problem))
                .map(Map.Entry::getValue)
                .findFirst();
        String message = String.valueOf(problem.getMessage());
        if (direct.isPresent()) {
            return direct;
        }
        if (problem instanceof HttpTimeoutException) {
            // Ours says how long it waited.
            return Optional.of(message.startsWith("the ") ? message : "no answer came in time");
        }
        if (problem instanceof ConnectException) {
            return Optional.of(message.contains("timed out") ? "no answer came in time" : "nothing listens there");
        }
        if (problem instanceof SSLException) {
            return Optional.of(
                    message.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")
                            ? "it does not speak TLS"
                            : "no TLS connection came about");
        }
        if (problem instanceof FileSystemException file
                && file.getReason() != null
                && !file.getReason().isEmpty()) {
            return Optional.of(file.getReason().substring(0, 1).toLowerCase(Locale.ROOT)
                    + file.getReason().substring(1));
        }
        return Optional.empty();
    }

    private static Optional<String> said(Throwable problem) {
        String message = problem.getMessage() == null ? "" : problem.getMessage();
        String sentence = CLASS.matcher(message).replaceFirst("").strip();
        return sentence.isEmpty() || sentence.equals("null") ? Optional.empty() : Optional.of(sentence);
    }

    /** "ClosedFileSystemException" is "closed file system". */
    private static String named(Throwable problem) {
        String words = problem.getClass()
                .getSimpleName()
                .replaceAll("(Exception|Error)$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .strip();
        return words.isEmpty() || words.equals("io") || words.equals("unchecked io") ? "no reason was given" : words;
    }
}
