import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { writeAtFailpoint } from '@promptbin/failpoints'
import type { AuditHead } from '@promptbin/security'

const ownerOnly = 0o600

/** The end of the library's audit trail as it was noted apart from it; null if it never was. */
export async function readHead(file: string): Promise<AuditHead | null> {
  try {
    const { seq, hash } = JSON.parse(await readFile(file, 'utf8')).value as Partial<AuditHead>
    return Number.isSafeInteger(seq) && typeof hash === 'string' ? { seq: Number(seq), hash } : null
  } catch {
    return null
  }
}

/** Notes it; a reader finds the old one or the new one, never half of one. */
export async function writeHead(file: string, head: AuditHead): Promise<void> {
  preparePrivateFolder(dirname(file))
  const next = `${file}.${process.pid}.next`
  const handle = await open(next, 'w', ownerOnly)
  try {
    const text = `${JSON.stringify({ version: 1, value: head })}\n`
    await writeAtFailpoint('audit.head.writing', text, (part) => handle.writeFile(part))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(next, file)
}
