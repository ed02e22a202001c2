/**
 * Messages generated from {@code src/main/protobuf}; only {@code io.tapeline.protocol.codec} uses
 * them. Not null-marked: the generator writes no annotations.
 */
package io.tapeline.protocol.wire;
