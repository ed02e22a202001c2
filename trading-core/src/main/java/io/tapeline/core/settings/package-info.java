/** Settings of the core, each with the catalogue's default. */
@NullMarked
package io.tapeline.core.settings;

import org.jspecify.annotations.NullMarked;
