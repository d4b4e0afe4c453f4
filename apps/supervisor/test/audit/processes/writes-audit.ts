import { join } from 'node:path'
import type { AuditHead } from '@promptbin/security'
import { AuditKeeper } from '../../../src/audit/audit-keeper.ts'
import { parseHead } from '../../../src/audit/open-audit.ts'
import { openStateFile } from '../../../src/state/state-file.ts'
import { anEntry } from '../audit-fixture.ts'

/** Writes records to the folder, one after the other, and says after each what came of it. */
const folder = process.argv[2] ?? ''
const log = { warn: () => {} }
const anchor = openStateFile<AuditHead | null>({
  file: join(folder, 'audit-head.json'),
  empty: null,
  parse: parseHead,
  log,
})
const keeper = new AuditKeeper({ folder: join(folder, 'audit'), anchor, log })
for (let number = 0; ; number++) {
  try {
    const { seq } = await keeper.append(anEntry(number))
    process.stdout.write(`${seq}\n`)
  } catch (error) {
    process.stdout.write(`${(error as { code: string }).code}\n`)
    break
  }
}
