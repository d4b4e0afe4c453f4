import { readFileSync, renameSync, statSync } from 'node:fs'
import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { failpoint, writeAtFailpoint } from '@promptbin/failpoints'

/** Where a trouble with a state file is told; a logger will do. */
export interface StateLog {
  warn(fields: object, message: string): void
}

export interface StateFileOptions<Value> {
  /** In a folder that may be missing or closed to us: then the state is kept in memory only. */
  readonly file: string
  /** The value as it was written, or undefined for what it cannot be. May throw. */
  readonly parse: (value: unknown) => Value | undefined
  /** What holds without a file. */
  readonly empty: Value
  /** Raised when the form changes; a file of any other version is set aside. */
  readonly version?: number
  /** The least time between two writes; the last value of it wins. */
  readonly intervalMs?: number
  readonly log: StateLog
}

/** One part of the state that survives a restart of the supervisor. */
export interface StateFile<Value> {
  /** What was read at the start, then what was written last. */
  readonly value: Value
  /** Whether there was a file that could not be used; it was set aside. */
  readonly wasDamaged: boolean
  /** Takes a new value, which reaches the disk soon. Never throws. */
  write(value: Value): void
  /** Settles when the last value is on the disk, or cannot be written. Never rejects. */
  flush(): Promise<void>
}

const defaultIntervalMs = 1000
const ownerOnly = 0o600

/** A file of ours is far smaller; a larger one was made by something else. */
const maxBytes = 16 * 2 ** 20

/**
 * Opens a part of the state. It is written beside and renamed, with fsync before, so that a reader
 * finds the old or the new one and never half of it (rename(2), fsync(2)). A file that cannot be
 * used is renamed to `<name>.damaged-<time>` and told of; it never stops a start.
 */
export function openStateFile<Value>(options: StateFileOptions<Value>): StateFile<Value> {
  const { file, empty, log } = options
  const read = readValue(options)
  if (read.fault !== undefined) setAside(file, read.fault, log)
  let value = read.value ?? empty
  const writer = createWriter(options)
  return {
    get value() {
      return value
    },
    wasDamaged: read.fault !== undefined,
    write(next) {
      value = next
      writer.write(next)
    },
    flush: () => writer.flush(),
  }
}

interface ReadValue<Value> {
  readonly value?: Value
  /** Why the file cannot be used; undefined for one that is fine, or missing. */
  readonly fault?: string
}

function readValue<Value>({ file, parse, version = 1 }: StateFileOptions<Value>): ReadValue<Value> {
  try {
    if (statSync(file).size > maxBytes) return { fault: 'it is too large' }
    const whole = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown; value?: unknown }
    if (whole?.version !== version) return { fault: 'it is of another version' }
    const value = parse(whole.value)
    return value === undefined ? { fault: 'it is not of the form that is needed' } : { value }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    return { fault: code ?? 'it is not whole' }
  }
}

/** Renames a file that cannot be used to `<name>.damaged-<time>`, and tells of it. Never throws. */
export function setAside(file: string, fault: string, log: StateLog): void {
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '')
  const aside = `${file}.damaged-${time}`
  const fields = { event: 'state.damaged', file, fault }
  try {
    renameSync(file, aside)
    log.warn({ ...fields, aside }, `A state file could not be used (${fault}) and was set aside`)
  } catch (err) {
    log.warn({ ...fields, err }, `A state file cannot be used (${fault}), nor be set aside`)
  }
}

/** Writes the last value that it was given, one write at a time and not too often. */
function createWriter<Value>(options: StateFileOptions<Value>) {
  const { file, version = 1, intervalMs = defaultIntervalMs, log } = options
  let waiting: { readonly value: Value } | undefined
  let writing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let notBeforeMs = 0
  let isFailing = false

  const writeNow = async (): Promise<void> => {
    const next = waiting
    if (next === undefined) return
    waiting = undefined
    notBeforeMs = performance.now() + intervalMs
    try {
      await replaceFile(file, `${JSON.stringify({ version, value: next.value })}\n`)
      isFailing = false
    } catch (err) {
      waiting ??= next
      // Once until it works again: a full disk must not fill the log as well.
      if (!isFailing) log.warn({ event: 'state.unwritable', file, err }, 'State is not kept')
      isFailing = true
    }
  }
  const begin = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing ??= writeNow().finally(() => {
      writing = undefined
      if (waiting && !isFailing) plan()
    })
    return writing
  }
  const plan = (): void => {
    if (timer || writing) return
    const delayMs = Math.max(0, notBeforeMs - performance.now())
    timer = setTimeout(begin, delayMs).unref()
  }
  return {
    write(value: Value): void {
      waiting = { value }
      plan()
    },
    async flush(): Promise<void> {
      await writing
      await begin()
      clearTimeout(timer)
      timer = undefined
    },
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.next`
  await withHandle(await open(next, 'w', ownerOnly), async (handle) => {
    await writeAtFailpoint('state.file.writing', text, (part) => handle.writeFile(part))
    await handle.sync()
    failpoint('state.file.written')
  })
  await rename(next, file)
  failpoint('state.file.renamed')
  // The new name is on the disk only when its folder is.
  await withHandle(await open(dirname(file)), (folder) => folder.sync())
}

async function withHandle(
  handle: FileHandle,
  use: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  try {
    await use(handle)
  } finally {
    await handle.close()
  }
}
