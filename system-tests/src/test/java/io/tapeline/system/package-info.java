/** The whole suite as its users run it: the command as a process, its broker and database. */
@NullMarked
package io.tapeline.system;

import org.jspecify.annotations.NullMarked;
