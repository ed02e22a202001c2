package io.tapeline.gateway;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A problem detail (RFC 9457) that is written where Spring MVC's own machinery does not reach. */
record Problem(HttpStatus status, Map<String, Object> members) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Problem of(HttpStatus status, String detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "about:blank");
    members.put("title", status.getReasonPhrase());
    members.put("status", status.value());
    members.put("detail", detail);
    return new Problem(status, members);
  }

  /** The same with one more member. */
  Problem with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, more);
  }

  void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(JSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8));
  }
}
