import { firstBatch, type Snippet } from "./facts";

/** Python's usual HTTP client. The batch's JSON, without true, false and null, is Python as it stands. */
export const python: Snippet = {
  label: "Python",
  install: "pip install requests",
  file: "first_batch.py",
  run: "python3 first_batch.py",
  text: ({ origin, key, secret, environment }) => `import requests

batch = ${firstBatch(environment)}
response = requests.post(
    "${origin}/v2/events",
    auth=("${key}", "${secret}"),
    json=batch,
    timeout=10,
)
print(response.status_code, response.text)`,
};
