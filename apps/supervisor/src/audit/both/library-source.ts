import { type AuditPage, type AuditVerdict, parseRecord } from '@promptbin/security'
import { askLibrary } from '../../http/library/ask-library.ts'
import type { AuditSource } from './audit-source.ts'

const path = '/api/v1/audit'

/** It reads the whole chain, which can have millions of records. */
const verificationMs = 10 * 60_000

/** A part of the chain as it is kept. */
interface Chain {
  readonly items: readonly string[]
}

/** The chain that the library keeps, asked of prompt-web with the headers that show who asks. */
export function librarySource(
  webUrl: string,
  headers: Readonly<Record<string, string>> = {},
): AuditSource {
  const ask = (address: string, limits: { readonly timeoutMs?: number } = {}) =>
    askLibrary(webUrl, address, { method: 'GET', headers, ...limits })
  return {
    name: 'library',
    list: async ({ limit, before, sinceMs, untilMs, ...filter }) => {
      const asked = Object.entries({
        ...filter,
        limit,
        before,
        since: toTime(sinceMs),
        until: toTime(untilMs),
      }).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      )
      return (await ask(`${path}?${new URLSearchParams(asked)}`)) as AuditPage
    },
    async *lines() {
      for (let after = 0; ; ) {
        const { items } = (await ask(`${path}/chain?after=${after}`)) as Chain
        if (items.length === 0) return
        yield* items
        // A gap is found by whoever checks the chain; one goes on behind what there is.
        after = Math.max(after + 1, parseRecord(items.at(-1) ?? '')?.seq ?? after + items.length)
      }
    },
    verify: async () =>
      (await ask(`${path}/verification`, { timeoutMs: verificationMs })) as AuditVerdict,
  }
}

const toTime = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString()
