/** The books over HTTP: lists, statistics, explanations, exports. */
@NullMarked
package io.tapeline.journal.rest;

import org.jspecify.annotations.NullMarked;
