// The headers that keep browsers from making something else of an answer.

const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
const nothingAllowed = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export const dataHeaders = { ...safety, 'cache-control': 'no-store', 'content-security-policy': nothingAllowed };

/** For pages, which say themselves what they load. */
export function pageHeaders(policy: string, cacheControl = 'no-cache') {
  return { ...safety, 'cache-control': cacheControl, 'content-security-policy': policy };
}
