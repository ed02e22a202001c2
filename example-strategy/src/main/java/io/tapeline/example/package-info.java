/** A worked example of a strategy. */
@NullMarked
package io.tapeline.example;

import org.jspecify.annotations.NullMarked;
