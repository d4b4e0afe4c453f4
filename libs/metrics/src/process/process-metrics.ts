import { totalmem } from 'node:os'
import type { Instruments } from '../instruments/instruments.ts'
import { countOpenDescriptors, readDescriptorsLimit } from './descriptors.ts'

export interface ProcessMetricsOptions {
  readonly service: string
  readonly version: string
  /** The process is replaced when it uses more; undefined if nobody has set that. */
  readonly memoryLimitBytes?: number | undefined
}

/** Registers who runs here, and what bounds it. */
export function measureProcess(
  { gauge }: Instruments,
  { service, version, memoryLimitBytes }: ProcessMetricsOptions,
): void {
  gauge({
    name: 'promptbin_build_info',
    help: 'Always 1; the labels say what is running.',
    labels: ['service', 'version', 'node_version'],
  }).set({ service, version, node_version: process.version }, 1)
  gauge({
    name: 'promptbin_open_descriptors',
    help: 'Files, sockets and pipes that the process has open.',
    read: (open) => {
      const count = countOpenDescriptors()
      if (count !== undefined) open.set(count)
    },
  })
  const descriptors = gauge({
    name: 'promptbin_descriptors_limit',
    help: 'How many files, sockets and pipes the process may have open.',
  })
  descriptors.set(readDescriptorsLimit() ?? Number.POSITIVE_INFINITY)
  gauge({
    name: 'promptbin_memory_limit_bytes',
    help: 'The memory that the process may use: the least of its own limit, that of its container, and what the machine has.',
  }).set(Math.min(memoryLimitBytes || Number.POSITIVE_INFINITY, memoryOfMachine()))
}

function memoryOfMachine(): number {
  const constrained = process.constrainedMemory()
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}
