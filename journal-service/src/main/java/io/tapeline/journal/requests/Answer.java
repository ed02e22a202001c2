package io.tapeline.journal.requests;

/**
 * What a request is answered.
 *
 * @param location path of what came of it
 * @param json body
 */
public record Answer(int status, String location, String json) {}
