/** The one door: forwards REST to the services, asks their health, wants the token. */
@NullMarked
package io.tapeline.gateway;

import org.jspecify.annotations.NullMarked;
