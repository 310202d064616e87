package dev.dynolift.inventory;

/**
 * A place that hands out libraries only to those who have a login.
 *
 * @param what what comes from where: "gems from gems.example.com"
 * @param credential what the build has to be given: "the setting BUNDLE_GEMS__EXAMPLE__COM"
 * @param place a file and line: "Gemfile.lock:2"
 */
public record PrivateSource(String what, String credential, String place) {}
