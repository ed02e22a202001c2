/** An account's books: cash and positions, exact. */
@NullMarked
package io.tapeline.core.ledger;

import org.jspecify.annotations.NullMarked;
