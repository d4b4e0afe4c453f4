import { json } from 'node:stream/consumers'
import type { AuditPage, AuditVerdict } from '@promptbin/security'
import { askService } from '../../http/ask-service.ts'
import type { AuditSource } from './audit-source.ts'

const path = '/api/v1/audit'

/** The chain that the library keeps, asked of prompt-web with the headers that show who asks. */
export function librarySource(
  webUrl: string,
  headers: Readonly<Record<string, string>> = {},
): AuditSource {
  const ask = async (address: string) =>
    json(await askService(webUrl, address, { method: 'GET', headers }))
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
    verify: async () => (await ask(`${path}/verification`)) as AuditVerdict,
  }
}

const toTime = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString()
