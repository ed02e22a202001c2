/** Signals in; approved orders or denials out, each with every rule's number. */
@NullMarked
package io.tapeline.risk;

import org.jspecify.annotations.NullMarked;
