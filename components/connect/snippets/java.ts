import { firstBatch, indented, type Snippet } from "./facts";

/** The HTTP client of Java itself; text blocks need Java 15. */
export const java: Snippet = {
  label: "Java",
  file: "FirstBatch.java",
  run: "java FirstBatch.java",
  text: ({ origin, key, secret, environment }) => `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

public class FirstBatch {
  public static void main(String[] args) throws Exception {
    var batch = """
        ${indented(firstBatch(environment), "        ")}
        """;
    var pair = "${key}:${secret}";
    var basic = Base64.getEncoder().encodeToString(pair.getBytes());
    var request = HttpRequest.newBuilder(URI.create("${origin}/v2/events"))
        .header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(batch))
        .build();
    var response = HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.statusCode() + " " + response.body());
  }
}`,
};
