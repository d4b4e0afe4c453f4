import type { Writable } from 'node:stream'
import { createStream } from 'rotating-file-stream'

export interface LogFileOptions {
  /** Made if it is missing; holds `promptbin.log` and its older parts `promptbin.log.1` … */
  readonly directory: string
  /** Told once why the file takes no more lines, such as a full disk. Warns on stderr by default. */
  readonly onError?: (error: Error) => void
}

const FILE_NAME = 'promptbin.log'
/** A part that an editor still opens at once. */
const PART_SIZE = '10M'
/** Older parts beside the current one. */
const OLDER_PARTS = 5

/**
 * A log file that grows to 10 MB and is then set aside; five older parts are kept. When it cannot
 * be written it goes quiet: losing a log must not end what it tells about.
 */
export function createLogFile({ directory, onError = warn }: LogFileOptions): Writable {
  const file = createStream(nameOfPart, {
    path: directory,
    size: PART_SIZE,
    rotate: OLDER_PARTS,
    mode: 0o600,
  })
  return file.on('error', onError)
}

/** With `rotate` the library asks with the index of a part, and with null for the current file. */
function nameOfPart(index: number | Date | null): string {
  return typeof index === 'number' ? `${FILE_NAME}.${index}` : FILE_NAME
}

function warn(error: Error): void {
  process.stderr.write(`The log file cannot be written, it stays as it is: ${error.message}\n`)
}
