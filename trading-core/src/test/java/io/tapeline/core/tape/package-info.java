@NullMarked
package io.tapeline.core.tape;

import org.jspecify.annotations.NullMarked;
