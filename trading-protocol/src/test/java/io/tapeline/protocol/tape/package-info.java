@NullMarked
package io.tapeline.protocol.tape;

import org.jspecify.annotations.NullMarked;
