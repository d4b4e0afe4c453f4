import type { Kept } from '@promptbin/prompt-client'
import type { Asker } from './operation.ts'

/** What the `_meta` of an answer says that is made from a copy, as prompt-web could not be asked. */
export interface StaleMeta {
  readonly 'promptbin/stale': true
  /** For how long nobody has known whether it is still so. */
  readonly 'promptbin/staleSeconds': number
}

/** For the `_meta` of an answer; empty if what it is made from is current. */
export function staleMeta({
  staleSinceMs,
}: Pick<Kept<unknown>, 'staleSinceMs'>): StaleMeta | object {
  if (staleSinceMs === undefined) return {}
  const seconds = Math.max(0, Math.round((Date.now() - staleSinceMs) / 1_000))
  return { 'promptbin/stale': true, 'promptbin/staleSeconds': seconds }
}

/** The older of two copies makes the age of an answer that is made from both. */
export function olderOf(...kept: readonly Pick<Kept<unknown>, 'staleSinceMs'>[]) {
  const ages = kept.flatMap(({ staleSinceMs }) => staleSinceMs ?? [])
  return ages.length > 0 ? { staleSinceMs: Math.min(...ages) } : {}
}

/** How long a list may be kept: whoever listens is told of every change before that. */
export const listTtlMs = 60_000

/** How long what can never change may be kept. */
export const pinnedTtlMs = 3_600_000

/**
 * How long an answer may be kept (MCP 2026-07-28 basic/caching), for nobody else: what is served
 * depends on who asks. A stale answer is not to be kept at all. Older revisions do not know this.
 */
export function cacheFields(
  { era }: Asker,
  { staleSinceMs }: Pick<Kept<unknown>, 'staleSinceMs'>,
  ttlMs: number,
): { readonly ttlMs: number; readonly cacheScope: 'private' } | object {
  if (era === 'legacy') return {}
  return { ttlMs: staleSinceMs === undefined ? ttlMs : 0, cacheScope: 'private' }
}
