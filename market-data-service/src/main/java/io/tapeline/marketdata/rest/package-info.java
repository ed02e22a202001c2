/**
 * The venues' public REST calls, one method per call: numbers exact, answers checked, failures told
 * apart. Nothing here waits or tries again.
 */
@NullMarked
package io.tapeline.marketdata.rest;

import org.jspecify.annotations.NullMarked;
