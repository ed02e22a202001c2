package io.tapeline.gateway;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A plain page that lists what is here. */
@RestController
class FrontPage {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>Tapeline</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; }
          code { background: #eee; padding: 0 .25rem; }
        </style>
      </head>
      <body>
        <h1>Tapeline</h1>
        <p>Everything below but <code>/readyz</code> wants the token of the token file, sent as
          <code>Authorization: Bearer &lt;token&gt;</code>.</p>
        <ul>
          <li><code>GET /api/v1/health</code>: how all services are</li>
          <li><code>GET /api/v1/trades</code>, <code>positions</code>, <code>orders</code>,
            <code>fills</code>, <code>signals</code>, <code>decisions</code>, <code>equity</code>,
            <code>controls</code>, <code>plans</code>, <code>quarantine</code>: the books as lists</li>
          <li><code>POST /api/v1/controls</code>: halt, resume or flatten an account</li>
          <li><code>POST /api/v1/plans</code>, <code>DELETE /api/v1/plans/{id}</code>: a trade plan
            created, cancelled</li>
          <li><code>POST /api/v1/replays</code>: a quarantined record put back on its topic</li>
          <li><code>GET /api/v1/stats</code>: what the trades add up to</li>
          <li><code>GET /api/v1/why/{id}</code>: an order or signal explained, back to its tick</li>
          <li><code>GET /api/v1/why-not</code>, <code>GET /api/v1/analysis/{symbol}/micro-scalp</code>:
            why an instrument is not traded, and what its market says, now</li>
          <li><code>GET /api/v1/export/{book}</code>: the books as CSV</li>
          <li><code>/mcp</code>: tools for AI assistants, by the Model Context Protocol</li>
          <li><code>GET /v3/api-docs</code>: all of this as OpenAPI</li>
          <li><a href="/readyz"><code>GET /readyz</code></a>: how the gateway itself is, open to
            everybody</li>
        </ul>
      </body>
      </html>
      """;

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String page() {
    return PAGE;
  }
}
