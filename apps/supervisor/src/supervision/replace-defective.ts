import type { ServiceControl } from './service-control.ts'

export interface ReplaceDefectiveOptions {
  readonly control: Pick<ServiceControl, 'onMessage' | 'recycle'>
  /** Between two replacements; 10 s unless told. */
  readonly leastBetweenMs?: number
}

/** A request that meets a defect each time shall not keep the machine busy with starting processes. */
const defaultLeastBetweenMs = 10_000

/**
 * Puts another process in the place of each that tells of a defect; that one answers what it has, and
 * what comes meanwhile, until the other takes over. Returns what ends that.
 */
export function replaceDefective(options: ReplaceDefectiveOptions): () => void {
  const { control, leastBetweenMs = defaultLeastBetweenMs } = options
  const waiting = new Set<number>()
  let timer: NodeJS.Timeout | undefined

  const replaceAll = () => {
    timer = undefined
    if (waiting.size === 0) return
    for (const processId of waiting) control.recycle(processId, 'defect')
    waiting.clear()
    timer = setTimeout(replaceAll, leastBetweenMs).unref()
  }
  const forget = control.onMessage((processId, { type }) => {
    if (type !== 'defect') return
    waiting.add(processId)
    if (timer === undefined) replaceAll()
  })
  return () => {
    forget()
    clearTimeout(timer)
  }
}
