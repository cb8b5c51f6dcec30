/** Names in lower case. A field sent several times is joined by commas; `set-cookie`, which cannot be, is always a list. */
export type ResponseHeaders = { readonly [name: string]: string | readonly string[] };

export function parseResponseHeaders(received: { readonly [name: string]: string | string[] | undefined }): ResponseHeaders {
  const entries = Object.entries(received).map(([name, value = '']) => {
    const values = Array.isArray(value) ? value : [value];
    return [name, name === 'set-cookie' ? values : values.join(', ')] as const;
  });
  return Object.fromEntries(entries);
}

/** The value of a field; null when it was not sent. */
export function headerText(headers: ResponseHeaders, name: string): string | null {
  if (!Object.hasOwn(headers, name)) return null;
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(', ') ?? null);
}
