import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { failpoint, writeAtFailpoint } from '@promptbin/failpoints'
import {
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  auditFileName,
  chainStart,
  formatRecord,
  fullFileName,
  internalAsker,
  listAuditFiles,
  parseRecord,
  sealRecord,
} from '@promptbin/security'
import { type FileEnd, readFileEnd } from './file-end.ts'

export interface ChainFileOptions {
  readonly folder: string
  /** What was noted of the chain elsewhere. */
  readonly anchor: AuditHead | null
  readonly maxBytes: number
}

const ownerOnly = 0o600

/** No record is longer. */
const maxRecordBytes = 128 * 1_024

/**
 * The file in which a chain goes on. What a crash has torn at its end is cut off when it is opened,
 * and a record says so. After a failure it is of no use any more and is to be opened again.
 */
export class ChainFile {
  /** Whether what was noted of the chain elsewhere was seen in it. */
  readonly isAnchored: boolean
  readonly #options: ChainFileOptions
  #handle: FileHandle
  #bytes: number
  #head: AuditHead

  private constructor(options: ChainFileOptions, handle: FileHandle, end: FileEnd, last?: FileEnd) {
    const { anchor } = options
    this.#options = options
    this.#handle = handle
    this.#bytes = end.wholeBytes
    this.#head = headOf(last, anchor)
    const isSeen = last?.records.some(
      ({ seq, hash }) => seq === anchor?.seq && hash === anchor.hash,
    )
    this.isAnchored = anchor === null || isSeen === true
  }

  static async open(options: ChainFileOptions): Promise<ChainFile> {
    const { folder } = options
    const handle = await open(join(folder, auditFileName), 'a+', ownerOnly)
    try {
      const end = await readFileEnd(handle)
      if (end.torn) {
        await handle.truncate(end.wholeBytes)
        await handle.sync()
      }
      const last = end.wholeBytes > 0 ? end : await endOfFull(folder)
      const file = new ChainFile(options, handle, end, last)
      if (end.torn) await file.append(tornEntry(end.torn))
      return file
    } catch (error) {
      await handle.close().catch(() => {})
      throw error
    }
  }

  /** The last record. */
  get head(): AuditHead {
    return this.#head
  }

  /** Settles when the record is on the disk; what fails leaves no part of it, as far as can be. */
  async append(entry: AuditEntry): Promise<AuditRecord> {
    const record = sealRecord(entry, this.#head, new Date())
    const line = Buffer.from(`${formatRecord(record)}\n`)
    const isFull = this.#bytes > 0 && this.#bytes + line.length > this.#options.maxBytes
    if (isFull) await this.#beginNext()
    try {
      await writeAtFailpoint('audit.record.writing', line, (part) => this.#handle.appendFile(part))
      await this.#handle.datasync()
      failpoint('audit.record.synced')
      // A file is there after a loss of power only when its folder says so.
      if (this.#bytes === 0) await syncFolder(this.#options.folder)
    } catch (error) {
      await this.#handle.truncate(this.#bytes).catch(() => {})
      throw error
    }
    this.#bytes += line.length
    this.#head = { seq: record.seq, hash: record.hash }
    return record
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  /** The full file keeps its place in the chain by its name. */
  async #beginNext(): Promise<void> {
    const { folder } = this.#options
    const file = join(folder, auditFileName)
    const firstSeq = (await readFirstSeq(this.#handle)) ?? this.#head.seq
    await rename(file, join(folder, fullFileName(firstSeq)))
    const full = this.#handle
    this.#handle = await open(file, 'a+', ownerOnly)
    this.#bytes = 0
    await full.close()
  }
}

/** Where to go on. A chain that is known to go on further has lost its end: the gap is to stay. */
function headOf(last: FileEnd | undefined, anchor: AuditHead | null): AuditHead {
  const record = last?.isReadable ? last.records.at(-1) : undefined
  const found = record ? { seq: record.seq, hash: record.hash } : chainStart
  return anchor !== null && anchor.seq > found.seq ? anchor : found
}

/** The end of the newest of the full files, for when the one that grows has no record yet. */
async function endOfFull(folder: string): Promise<FileEnd | undefined> {
  const files = await listAuditFiles(folder)
  const newest = files.findLast(({ firstSeq }) => firstSeq !== undefined)
  if (newest === undefined) return undefined
  const handle = await open(newest.path)
  try {
    return await readFileEnd(handle)
  } finally {
    await handle.close()
  }
}

async function readFirstSeq(handle: FileHandle): Promise<number | undefined> {
  const { buffer, bytesRead } = await handle.read(
    Buffer.alloc(maxRecordBytes),
    0,
    maxRecordBytes,
    0,
  )
  const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1)
  return parseRecord(line)?.seq
}

/** What tells of a record that was never finished, and so of an act that was never begun. */
function tornEntry({ bytes, sha256 }: NonNullable<FileEnd['torn']>): AuditEntry {
  return {
    ...internalAsker('supervisor'),
    action: 'audit.repair',
    target: auditFileName,
    outcome: 'done',
    before: { tornBytes: bytes, sha256 },
    after: null,
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
