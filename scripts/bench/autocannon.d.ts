/** The part of autocannon that the bench uses; the package brings no types. */
declare module "autocannon" {
  type Request = { method: "GET" | "POST"; path: string; body?: string; setupRequest?(request: Request): Request };
  type Options = {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    timeout: number;
    headers: Record<string, string>;
    requests: Request[];
  };
  type Instance = {
    on(event: "response", listener: (client: unknown, status: number, bytes: number, ms: number) => void): void;
  };
  export default function autocannon(
    options: Options,
    done: (error: Error | null, result: { errors: number }) => void,
  ): Instance;
}
