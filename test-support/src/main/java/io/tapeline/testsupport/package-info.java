/** Fixtures shared by the tests. */
@NullMarked
package io.tapeline.testsupport;

import org.jspecify.annotations.NullMarked;
