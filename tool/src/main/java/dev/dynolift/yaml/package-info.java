/** YAML documents that people edit: every value knows its line and its comment; read, written and merged without losing edits. Foreign ones are only read. */
@NullMarked
package dev.dynolift.yaml;

import org.jspecify.annotations.NullMarked;
