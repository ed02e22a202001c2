@NullMarked
package io.tapeline.signal.rest;

import org.jspecify.annotations.NullMarked;
