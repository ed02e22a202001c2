@NullMarked
package io.tapeline.core.book;

import org.jspecify.annotations.NullMarked;
