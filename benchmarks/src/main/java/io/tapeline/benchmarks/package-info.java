/** Measurements with JMH; results and conditions are in docs/performance.md. */
@NullMarked
package io.tapeline.benchmarks;

import org.jspecify.annotations.NullMarked;
