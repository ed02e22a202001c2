/** What trades add up to (CATALOGUE 11.7 and 12). */
@NullMarked
package io.tapeline.core.statistics;

import org.jspecify.annotations.NullMarked;
