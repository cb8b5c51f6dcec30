/**
 * The token of the address's fragment, which is never sent to a server; it is kept for this tab and taken out of the address, so that
 * it is neither in the history nor in a copied link.
 */
export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    sessionStorage.setItem('millrace.token', given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem('millrace.token');
}
