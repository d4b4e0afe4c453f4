import type { Session } from 'node:inspector/promises'
import { setTimeout as after } from 'node:timers/promises'
import type { ProfileKind, ProfileMessage } from '@promptbin/ipc'
import { fillBoundedFile, type WriteText } from './bounded-file.ts'
import { profileMemoryShort } from './errors.ts'

/** What to record, and where to leave it. */
export type ProfileRequest = Pick<ProfileMessage, 'kind' | 'durationMs' | 'maxBytes' | 'file'>

/** Records with an open session and writes what it has found. */
type Recorder = (session: Session, durationMs: number, write: WriteText) => Promise<void>

/** What V8 needs beside a heap of small objects to write it down; measured with 20 to 200 MB. */
const memoryPerHeap = 8

/** However long somebody asks for. */
const longestMs = 60_000

const recorders: Readonly<Record<ProfileKind, Recorder>> = {
  cpu: recordCpu,
  'heap-sampling': sampleHeap,
  'heap-snapshot': takeSnapshot,
}

/**
 * Records the main thread of this process (Chrome DevTools Protocol, domains Profiler and
 * HeapProfiler) and fills an empty file with the profile. Returns its size in bytes. Throws
 * `PB_PROFILE_TOO_LARGE`, `PB_PROFILE_MEMORY_SHORT`, and what the file system throws; then there is no
 * file.
 */
export async function takeProfile(request: ProfileRequest): Promise<number> {
  const { kind, file, maxBytes } = request
  // Not before somebody asks: a process that is never profiled pays nothing.
  const { Session } = await import('node:inspector/promises')
  const session = new Session()
  session.connect()
  try {
    const durationMs = Math.min(request.durationMs, longestMs)
    return await fillBoundedFile({ file, maxBytes }, (write) =>
      recorders[kind](session, durationMs, write),
    )
  } finally {
    session.disconnect()
  }
}

async function recordCpu(session: Session, durationMs: number, write: WriteText): Promise<void> {
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  await pass(durationMs)
  const { profile } = await session.post('Profiler.stop')
  write(JSON.stringify(profile))
}

/** Also what was collected meanwhile: the question is who allocates, not who keeps. */
async function sampleHeap(session: Session, durationMs: number, write: WriteText): Promise<void> {
  await session.post('HeapProfiler.startSampling', {
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  })
  await pass(durationMs)
  const { profile } = await session.post('HeapProfiler.stopSampling')
  write(JSON.stringify(profile))
}

/** Rather none than one that takes the machine along. Throws `PB_PROFILE_MEMORY_SHORT`. */
function assertMemoryFor(heapBytes: number, freeBytes = process.availableMemory()): void {
  const neededBytes = heapBytes * memoryPerHeap
  if (neededBytes <= freeBytes) return
  throw profileMemoryShort(Math.round(neededBytes / 1e6), Math.round(freeBytes / 1e6))
}

/** The event loop stands still until it is done, so each piece is written before the next is made. */
async function takeSnapshot(
  session: Session,
  _durationMs: number,
  write: WriteText,
): Promise<void> {
  assertMemoryFor(process.memoryUsage().heapUsed)
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ params }) => write(params.chunk))
  await session.post('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
}

/** A process that is about to end does not wait for it. */
function pass(durationMs: number): Promise<void> {
  return after(durationMs, undefined, { ref: false })
}
