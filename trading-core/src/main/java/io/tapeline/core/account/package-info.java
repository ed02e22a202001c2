/** The account as the risk desk sees it. */
@NullMarked
package io.tapeline.core.account;

import org.jspecify.annotations.NullMarked;
