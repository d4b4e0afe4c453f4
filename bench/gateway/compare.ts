import type { Kind } from './kinds.ts'
import { type Load, type LoadRequest, load } from './load.ts'
import { bareRequest, mcpRequest } from './requests.ts'
import type { ServerProcess } from './server-process.ts'
import type { Library, Setting } from './setting.ts'

/** How long and how often everything is measured. */
export interface Pace {
  readonly warmUpMs: number
  readonly sliceMs: number
  /** For each gateway of a library. */
  readonly rounds: number
  /** Turns in which it is measured how long answers take, for each number of connections. */
  readonly timings: number
}

/** One server under load for a while. */
export interface Slice extends Load {
  /** The server's own work for one request, in microseconds. */
  readonly cpu: number
  readonly perSecond: number
}

/** A gateway and a bare server that answers as many bytes, one after the other. */
export interface Pair {
  readonly ours: Slice
  readonly bare: Slice
}

/** All of one round. */
export interface Round {
  readonly small: Pair
  readonly large: Pair
  readonly recipe: Slice
}

/** Of every measurement but those of how long an answer takes. */
export const connections = 64

interface Target {
  readonly server: ServerProcess
  readonly requests: readonly LoadRequest[]
}

async function measure({ server, requests }: Target, durationMs: number, open = connections) {
  const before = server.cpuMicroseconds()
  const done = await load({ url: server.url, connections: open, durationMs, requests })
  const cpu = (server.cpuMicroseconds() - before) / done.requests
  return { ...done, cpu, perSecond: done.requests / done.seconds }
}

/** Everything that is measured for one kind of request. */
export interface Comparison {
  /** By the gateway that was asked, one of each library. */
  readonly rounds: readonly (readonly Round[])[]
  /** Of the large library, by the number of connections. */
  readonly times: ReadonlyMap<number, readonly Pair[]>
}

/** One gateway of each library, and everything that they are compared with. */
interface Field {
  readonly small: Target
  readonly large: Target
  readonly recipe: Target
  bareFor(target: Target): Target
}

function targetsOf({ gateways, headers }: Library, { requests }: Kind): readonly Target[] {
  return gateways.map((server) => ({
    server,
    requests: requests.map((request) => mcpRequest(server.url, request, headers)),
  }))
}

async function measurePair(target: Target, bare: Target, durationMs: number, open?: number) {
  const plain = await measure(bare, durationMs, open)
  return { bare: plain, ours: await measure(target, durationMs, open) }
}

async function measureRound(field: Field, isSmallFirst: boolean, ms: number): Promise<Round> {
  const { small, large, recipe, bareFor } = field
  const measureSmall = () => measurePair(small, bareFor(small), ms)
  // Whoever comes after the recipe meets a processor that is warm from its work: they take turns.
  const first = isSmallFirst ? await measureSmall() : undefined
  const second = await measurePair(large, bareFor(large), ms)
  return {
    small: first ?? (await measureSmall()),
    large: second,
    recipe: await measure(recipe, ms),
  }
}

async function measureTimes({ large, bareFor }: Field, { sliceMs, timings }: Pace) {
  const times = new Map<number, readonly Pair[]>()
  for (const open of [1, 16, connections]) {
    const pairs: Pair[] = []
    while (pairs.length < timings) {
      pairs.push(await measurePair(large, bareFor(large), sliceMs, open))
    }
    times.set(open, pairs)
  }
  return times
}

/** Brings all servers to speed, and learns how many bytes the bare one has to answer. */
async function warmUp(setting: Setting, kind: Kind, ms: number): Promise<readonly Field[]> {
  const { bare, recipe } = setting
  const bytes = new Map<Target, number>()
  const bareFor = (target: Target): Target => ({
    server: bare,
    requests: target.requests.map((each) => bareRequest(bare.url, each, bytes.get(target) ?? 0)),
  })
  const [small, large] = [targetsOf(setting.small, kind), targetsOf(setting.large, kind)]
  // In turn, so that neither library's gateways rest for longer than the other's.
  const inTurn = small.flatMap((target, index) => [target, ...large.slice(index, index + 1)])
  for (const target of inTurn) bytes.set(target, (await measure(target, ms)).bytes)
  const recipeTarget: Target = {
    server: recipe,
    requests: kind.requests.map((request) => mcpRequest(recipe.url, request)),
  }
  await measure(recipeTarget, ms)
  const fields = small.flatMap((target, index) => {
    const other = large[index]
    return other ? [{ small: target, large: other, recipe: recipeTarget, bareFor }] : []
  })
  for (const { large: target } of fields) await measure(bareFor(target), ms)
  return fields
}

/** Measures one kind of request on all servers in turn, round after round. */
export async function compare(setting: Setting, kind: Kind, pace: Pace): Promise<Comparison> {
  const fields = await warmUp(setting, kind, pace.warmUpMs)
  const rounds: Round[][] = fields.map(() => [])
  for (let round = 0; round < pace.rounds; round++) {
    for (const [index, field] of fields.entries()) {
      rounds[index]?.push(await measureRound(field, round % 2 === 0, pace.sliceMs))
    }
  }
  const [first] = fields
  if (!first) throw new Error('There is no gateway to compare.')
  return { rounds, times: await measureTimes(first, pace) }
}
