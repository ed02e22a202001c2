@NullMarked
package io.tapeline.core.plan.scalp;

import org.jspecify.annotations.NullMarked;
