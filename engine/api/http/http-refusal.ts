/** An answer that ends a request before any procedure is called: the same shape as the errors of procedures. */
export type HttpRefusal = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: { readonly [name: string]: string };
};

export function refuse(status: number, code: string, message: string, headers: HttpRefusal['headers'] = {}): HttpRefusal {
  return { status, code, message, headers };
}
