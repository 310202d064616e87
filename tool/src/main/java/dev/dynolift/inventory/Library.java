package dev.dynolift.inventory;

/** A library of an app's lock file, with the version that is installed: gem "puma" 6.4.2. */
public record Library(String name, String version) {}
