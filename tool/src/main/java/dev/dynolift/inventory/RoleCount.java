package dev.dynolift.inventory;

/** How many people have a role: "owner", "admin", "member", "collaborator". */
public record RoleCount(String role, int people) {}
