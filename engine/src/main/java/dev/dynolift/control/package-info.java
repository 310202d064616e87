/** State and control, kept in the databases: progress, requests, status, and the lock that lets one engine run. */
@NullMarked
package dev.dynolift.control;

import org.jspecify.annotations.NullMarked;
