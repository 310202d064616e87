package dev.dynolift.inventory;

/** The use of an add-on by an app under a name: the database "crema" as {@code DATABASE}, so {@code DATABASE_URL}. */
public record Attachment(String app, String name) {}
