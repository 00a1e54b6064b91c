import { firstBatch, type Snippet } from "./facts";

/** The HTTP client of Go's standard library. */
export const go: Snippet = {
  label: "Go",
  file: "first_batch.go",
  run: "go run first_batch.go",
  text: ({ origin, key, secret, environment }) => `package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

const batch = \`${firstBatch(environment)}\`

func main() {
	request, err := http.NewRequest("POST", "${origin}/v2/events", strings.NewReader(batch))
	if err != nil {
		log.Fatal(err)
	}
	request.SetBasicAuth("${key}", "${secret}")
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.StatusCode, string(body))
}`,
};
