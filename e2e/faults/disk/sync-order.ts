/** What a process did, as far as it tells when a change is durable; in the order in which it did it. */
export type TracedStep = 'asked' | 'written' | 'synced' | 'answered'

/** A line of `strace -f`: the thread, the time, and the call. */
const lineForm = /^(\d+) +(.*)$/
const unfinished = '<unfinished ...>'
const resumed = /^<\.\.\. f(?:data)?sync resumed>/

/** How each step shows itself; of a sync its end counts, of everything else its beginning. */
const steps: readonly (readonly [TracedStep, RegExp])[] = [
  // A read that had to wait shows what it has read when it goes on.
  ['asked', /^(?:read\(|<\.\.\. read resumed>).*"POST /],
  ['written', /^pwrite64\(.*-wal>/],
  ['answered', /^writev?\(.*"HTTP\/1\.1 201/],
]
const sync = /^f(?:data)?sync\(.*-wal>/

/** Reads the output of `strace -f -y` with `read`, `pwrite64`, `write`, `writev`, `fsync`, `fdatasync`. */
export function readTrace(text: string): readonly TracedStep[] {
  const syncing = new Set<string>()
  return text.split('\n').flatMap((line) => {
    const [, thread = '', call = ''] = lineForm.exec(line) ?? []
    if (syncing.has(thread) && resumed.test(call)) {
      syncing.delete(thread)
      return endOfSync(call)
    }
    if (!sync.test(call)) return steps.find(([, form]) => form.test(call))?.[0] ?? []
    if (!call.endsWith(unfinished)) return endOfSync(call)
    syncing.add(thread)
    return []
  })
}

function endOfSync(call: string): readonly TracedStep[] {
  return /\) += 0$/.test(call) ? ['synced'] : []
}

/** Of changes that were asked for one after the other, how many were answered, and how many too early. */
export function countAnswers(trace: readonly TracedStep[]) {
  const counts = { answered: 0, tooEarly: 0 }
  let seen: readonly TracedStep[] = []
  for (const step of trace) {
    if (step === 'asked') seen = []
    else if (step !== 'answered') seen = [...seen, step]
    else {
      counts.answered += 1
      const firstWrite = seen.indexOf('written')
      if (firstWrite < 0 || seen.lastIndexOf('synced') < firstWrite) counts.tooEarly += 1
    }
  }
  return counts
}
