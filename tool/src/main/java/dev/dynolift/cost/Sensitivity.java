package dev.dynolift.cost;

/**
 * Something that would change the answer.
 *
 * @param change what would be otherwise, in words
 * @param monthlyCents by how much AWS's bill would change, in US cents; negative is cheaper
 */
public record Sensitivity(String change, long monthlyCents) {}
