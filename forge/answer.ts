/** What goes back to the client: JSON, raw bytes, or nothing but a status. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

/** The API says no. Thrown by handlers, turned into GitHub's error shape in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code = 'EREFUSED';
  readonly status: number;
  readonly errors: readonly unknown[];
  readonly headers: Readonly<Record<string, string>>;
  /** Further fields of the answer, or others than every refusal has. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    errors: readonly unknown[] = [],
    headers: Readonly<Record<string, string>> = {},
    fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
    this.fields = fields;
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** 422 with GitHub's `errors` list (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed). */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  return new Refusal(422, 'Validation Failed', [
    { resource, field, code, ...(message === undefined ? {} : { message }) },
  ]);
}

export function ok(json: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, json, headers };
}

export function created(json: unknown): Answer {
  return { status: 201, json };
}

export const NO_CONTENT: Answer = { status: 204 };

export function answerOf(refusal: Refusal): Answer {
  return {
    status: refusal.status,
    headers: refusal.headers,
    json: {
      message: refusal.message,
      ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
      documentation_url: 'https://docs.github.com/rest',
      status: String(refusal.status),
      ...refusal.fields,
    },
  };
}
