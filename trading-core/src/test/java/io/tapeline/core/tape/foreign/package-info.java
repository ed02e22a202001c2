@NullMarked
package io.tapeline.core.tape.foreign;

import org.jspecify.annotations.NullMarked;
