package dev.dynolift.cli;

import dev.dynolift.repository.ClonedRepository;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The code that {@code --repo} names: a folder, or a URL that is fetched and removed again when this is closed. */
record RepositorySource(Path folder, String name, @Nullable ClonedRepository fetched) implements AutoCloseable {

    static RepositorySource open(String folderOrUrl) {
        if (ClonedRepository.isUrl(folderOrUrl)) {
            ClonedRepository fetched = ClonedRepository.fetch(folderOrUrl);
            return new RepositorySource(fetched.folder(), fetched.name(), fetched);
        }
        Path folder = Path.of(folderOrUrl);
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        return new RepositorySource(folder, name, null);
    }

    @Override
    public void close() {
        if (fetched != null) {
            fetched.close();
        }
    }
}
