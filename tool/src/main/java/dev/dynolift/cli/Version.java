package dev.dynolift.cli;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest has it, and the Java that runs it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "dynolift " + (version == null ? "(unpackaged)" : version), "Java " + System.getProperty("java.version"),
        };
    }
}
