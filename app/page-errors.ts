import { forbidden, notFound } from "next/navigation";
import { isCodedError } from "@/lib/errors";

/**
 * What a page reads: an error of the reader's side becomes its page, with its real status (403, 404). Everything else
 * goes to the error page. Call it before anything is streamed: no Suspense above it.
 */
export async function orPage<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isCodedError(error)) {
      if (error.code === "forbidden") forbidden();
      if (error.code === "not_found" || error.code === "invalid_input") notFound();
    }
    throw error;
  }
}
