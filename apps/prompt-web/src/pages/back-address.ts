import type { FastifyRequest } from 'fastify'

/** What pages tell once; on the way back it would be told again. */
const once = ['changed', 'done', 'purged', 'restored', 'saved', 'trashed', 'was']

/** Only its path and its query are ever used. */
const base = 'http://promptbin.invalid'

/** Something that was done, by the name under which an address says it. */
export type Told = Readonly<Record<string, string | readonly string[]>>

/**
 * Where a form was sent from, so that its sender comes back there: the path of the Referer, which
 * browsers send to ourselves, and to nobody else. A sender without one comes to `otherwise`.
 */
export function backAddress(
  { headers, host }: Pick<FastifyRequest, 'headers' | 'host'>,
  told: Told,
  otherwise = '/',
): string {
  const referer = URL.parse(headers.referer ?? '')
  const from = referer?.host === host ? referer : new URL(otherwise, base)
  for (const name of once) from.searchParams.delete(name)
  for (const [name, value] of Object.entries(told)) {
    for (const one of [value].flat()) from.searchParams.append(name, one)
  }
  return from.pathname + from.search
}
