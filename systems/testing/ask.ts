import type { Hono } from "hono";

export interface Question {
  readonly headers?: Record<string, string>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** Asks a service as over HTTP: the status, and the body out of its JSON. */
export async function ask<Body = Record<string, unknown>>(
  app: Hono,
  method: string,
  path: string,
  { headers = {}, body }: Question = {},
): Promise<{ status: number; body: Body }> {
  const answer = await app.request(path, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
