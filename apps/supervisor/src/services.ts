import { fileURLToPath } from 'node:url'
import type { Config } from '@promptbin/config'
import { defaultProbes, type Probes } from './process/probes.ts'

/** The names of all services. */
export type ServiceName = 'prompt-web' | 'mcp-gateway'

/** So many workers a service may have at most, and why not more: a sentence. */
export interface WorkerLimit {
  readonly workers: number
  readonly reason: string
}

/** One program that the supervisor keeps alive, as data. */
export interface ServiceDefinition {
  readonly name: ServiceName
  /** Its section of the configuration, which has its host, its port and its number of workers. */
  readonly section: 'web' | 'mcp'
  /** The module to run. */
  readonly entry: string
  /** It is started when these are ready, and stopped before them. */
  readonly needs: readonly ServiceName[]
  readonly probes: Probes
  readonly limit: (config: Config) => WorkerLimit
  /** What V8 gives each half of the space of young objects, in MiB; what it thinks right unless told. */
  readonly semiSpaceMebibytes?: number
}

/** In development the sources run as they are; a bundle runs the other apps' bundles. */
const isBundle = !import.meta.url.endsWith('.ts')

function entryOf(app: string): string {
  const module = isBundle ? 'dist/main.js' : 'src/main.ts'
  return fileURLToPath(new URL(`../../${app}/${module}`, import.meta.url))
}

/** As many as the configuration may ask for. */
const mostWorkers: WorkerLimit = { workers: 64, reason: 'A service has from 1 to 64.' }

/** A session lives in one process, and its next request could reach another. */
function mostGateways({ mcp }: Config): WorkerLimit {
  const { legacy, sse } = mcp
  const has = legacy === 'session' ? 'mcp.legacy is session' : sse ? 'mcp.sse is on' : undefined
  if (has === undefined) return mostWorkers
  return { workers: 1, reason: `Sessions live in one process, and ${has}.` }
}

/** What is supervised, each after those that it needs. Stopped in reverse. */
export const services: readonly ServiceDefinition[] = [
  {
    name: 'prompt-web',
    section: 'web',
    entry: entryOf('prompt-web'),
    needs: [],
    probes: defaultProbes,
    limit: () => mostWorkers,
    // It keeps that much less, which is time as well when it is killed: the kernel tells of its end
    // only after it has taken back its pages. The gateway answers more with more.
    semiSpaceMebibytes: 2,
  },
  {
    name: 'mcp-gateway',
    section: 'mcp',
    entry: entryOf('mcp-gateway'),
    needs: ['prompt-web'],
    probes: defaultProbes,
    limit: mostGateways,
  },
]

/** The module of the `promptbin` command itself. */
export const promptbinEntry = entryOf('supervisor')
