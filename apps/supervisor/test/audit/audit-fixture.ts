import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AuditEntry, type AuditHead, internalAsker } from '@promptbin/security'
import { AuditKeeper } from '../../src/audit/audit-keeper.ts'
import { parseHead } from '../../src/audit/open-audit.ts'
import { openStateFile } from '../../src/state/state-file.ts'

/** An act of which the numbers differ. */
export function anEntry(number: number): AuditEntry {
  return {
    ...internalAsker('test'),
    action: 'service.restart',
    target: `service-${number}`,
    outcome: 'done',
    before: null,
    after: { number },
  }
}

/** A data folder of which only the audit trail is used. */
export function makeAuditFolder() {
  const path = mkdtempSync(join(tmpdir(), 'promptbin-audit-'))
  const folder = join(path, 'audit')
  const told: string[] = []
  const log = { warn: (_fields: object, message: string) => void told.push(message) }
  return {
    path,
    folder,
    told,
    growing: join(folder, 'audit.jsonl'),
    open(options: { readonly maxBytes?: number } = {}): AuditKeeper {
      const file = join(path, 'audit-head.json')
      const parse = parseHead
      const anchor = openStateFile<AuditHead | null>({ file, empty: null, parse, log })
      return new AuditKeeper({ folder, anchor, log, ...options })
    },
    /** What is kept, in the order of the chain. */
    lines(): readonly string[] {
      const names = readdirSync(folder)
        .filter((name) => name.startsWith('audit-'))
        .sort()
      const files = [...names, 'audit.jsonl'].map((name) =>
        readFileSync(join(folder, name), 'utf8'),
      )
      return files.join('').split('\n').slice(0, -1)
    },
    discard: () => rmSync(path, { recursive: true, force: true }),
  }
}
