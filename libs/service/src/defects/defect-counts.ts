import type { Metrics } from '@promptbin/metrics'

/** An error that nobody caught, or a promise whose rejection nobody handled. */
export type DefectKind = 'exception' | 'rejection'

const counts: Record<DefectKind, number> = { exception: 0, rejection: 0 }

/** Counts a defect of this process. */
export function countDefect(kind: DefectKind): void {
  counts[kind] += 1
}

/** Tells how many defects this process has met. */
export function measureDefects({ counter }: Pick<Metrics, 'counter'>): void {
  counter({
    name: 'promptbin_defects_total',
    help: 'Errors that nobody caught, after which a process is replaced, by their kind.',
    labels: ['kind'],
    read: (defects) => {
      for (const [kind, count] of Object.entries(counts) as [DefectKind, number][]) {
        defects.inc({ kind }, count)
      }
    },
  })
}
