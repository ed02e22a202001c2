package io.tapeline.cli.up;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Copies tables of the journal as CSV. */
final class Exports {

  private final String journal;

  /**
   * @param journal address of the journal service
   */
  Exports(String journal) {
    this.journal = journal;
  }

  void copy(String table, BufferedWriter writer) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(journal + "/api/v1/export/" + table)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new IOException("the journal answers " + response.statusCode() + " for " + table);
      }
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        reader.transferTo(writer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while copying " + table, e);
    }
  }
}
