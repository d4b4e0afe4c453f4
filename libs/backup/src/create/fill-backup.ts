import { chmod, copyFile, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { version } from '@promptbin/config'
import { failpoint, writeAtFailpoint } from '@promptbin/failpoints'
import { encryptedEnding, manifestName } from '../backup-folder.ts'
import { copyAuditTrail } from '../companions/copy-audit-trail.ts'
import { receiverFiles } from '../companions/receiver-files.ts'
import { hashFile } from '../disk/hash-file.ts'
import { syncPath } from '../disk/sync-path.ts'
import { encryptFile } from '../encryption/age-files.ts'
import { writeLibrary } from '../exported/write-library.ts'
import type { BackupFile, Manifest } from '../manifest/manifest.ts'
import { configurationFiles, type SourceFile } from './configuration-files.ts'
import type { CreateBackupOptions } from './create-backup.ts'

/** A backup that is being made. */
export type FillOptions = CreateBackupOptions & { readonly id: string; readonly nowMs: number }

/**
 * Writes all of a backup into an empty folder, the manifest last, and waits until it is on the disk.
 * Rejects with a system error, with what SQLite throws, and with `PB_BACKUP_LIBRARY_DAMAGED`.
 */
export async function fillBackup(folder: string, options: FillOptions): Promise<Manifest> {
  const { data, recipients = [] } = options
  const { names: ofLibrary, form, description } = await writeLibrary(folder, options)
  const { auditHead, ...described } = description
  const trail = await copyAuditTrail(data, folder)
  const others = [
    ...configurationFiles(data, options.configurationFile),
    ...receiverFiles(data, recipients.length > 0),
  ]
  await copyFiles(folder, others)
  const names = [...ofLibrary, ...others.map(({ name }) => name), ...trail.names]
  const stored = recipients.length === 0 ? names : await encrypt(folder, names, recipients)
  const files = await settle(folder, stored)
  failpoint('backup.synced')
  const manifest: Manifest = {
    format: 1,
    id: options.id,
    createdAt: new Date(options.nowMs).toISOString(),
    reason: options.reason,
    appVersion: version,
    ...described,
    ...form,
    files,
    auditHeads: { library: auditHead, supervisor: trail.head },
    integrity: 'ok',
    encryption: recipients.length === 0 ? 'none' : 'age',
  }
  await writeManifest(folder, manifest)
  return manifest
}

async function copyFiles(folder: string, files: readonly SourceFile[]): Promise<void> {
  for (const { path, name } of files) {
    const target = join(folder, name)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await copyFile(path, target)
    await chmod(target, 0o600)
  }
}

/** Puts an encrypted file in the place of each, and gives their names. */
async function encrypt(
  folder: string,
  names: readonly string[],
  recipients: readonly string[],
): Promise<readonly string[]> {
  for (const name of names) {
    const plain = join(folder, name)
    await encryptFile(plain, plain + encryptedEnding, recipients)
    await rm(plain)
  }
  return names.map((name) => name + encryptedEnding)
}

/** Waits until the files are on the disk, and tells what they are. */
async function settle(folder: string, names: readonly string[]): Promise<readonly BackupFile[]> {
  const files: BackupFile[] = []
  for (const name of names) {
    const path = join(folder, name)
    await syncPath(path)
    files.push({ name, ...(await hashFile(path)) })
  }
  for (const parent of foldersOf(names)) await syncPath(join(folder, parent))
  return files
}

/** The folders in which files stand, and those above: each has names that must reach the disk. */
function foldersOf(names: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>()
  for (let paths = names.map(dirname); paths.length > 0; paths = paths.map(dirname)) {
    for (const path of paths) folders.add(path)
    paths = paths.filter((path) => path !== '.')
  }
  return folders
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`)
  {
    await using handle = await open(join(folder, manifestName), 'wx', 0o600)
    await writeAtFailpoint('backup.manifest.writing', text, (part) => handle.writeFile(part))
    await handle.sync()
  }
  await syncPath(folder)
  failpoint('backup.manifest.written')
}
