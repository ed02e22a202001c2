@NullMarked
package io.tapeline.marketdata.rest;

import org.jspecify.annotations.NullMarked;
