/** Only path and query of an address are ever used. */
const base = 'http://promptbin.invalid'

/** Longer ones are not worth coming back to. */
const longest = 2_000

/**
 * Where somebody goes on after a login: the path that was asked for, if it is one of ours. An address
 * that a browser would take for another site's leads to the beginning (CWE-601).
 */
export function returnAddress(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > longest || !wanted.startsWith('/')) return '/'
  // A browser reads "/\" as "//", and passes over tabs and line ends.
  if (/[\\\p{Cc}]/u.test(wanted) || wanted.startsWith('//')) return '/'
  const url = URL.parse(wanted, base)
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}
