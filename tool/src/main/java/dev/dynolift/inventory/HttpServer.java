package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * The program that answers an app's web requests.
 *
 * @param name "puma", "unicorn", "thin", "gunicorn", "uvicorn", "node" …
 * @param keepAliveSeconds how long it keeps a quiet connection; null when unknown
 * @param place where that is said, or should be: "config/puma.rb:12"
 */
public record HttpServer(String name, @Nullable Integer keepAliveSeconds, String place) {}
