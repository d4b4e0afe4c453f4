import type { Kind } from './kinds.ts'
import { type Load, type LoadRequest, load } from './load.ts'
import { bareRequest, mcpRequest } from './requests.ts'
import type { ServerProcess } from './server-process.ts'
import type { Library, Setting } from './setting.ts'

/** How long and how often everything is measured. */
export interface Pace {
  readonly warmUpMs: number
  readonly sliceMs: number
  readonly rounds: number
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
  /** What a request costs against the bare server. */
  readonly ratio: number
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
  readonly rounds: readonly Round[]
  /** Of the large library, by the number of connections. */
  readonly times: ReadonlyMap<number, Load['times']>
}

const targetOf = ({ gateway, headers }: Library, { requests }: Kind): Target => ({
  server: gateway,
  requests: requests.map((request) => mcpRequest(gateway.url, request, headers)),
})

/** Measures one kind of request on all servers in turn, round after round. */
export async function compare(setting: Setting, kind: Kind, pace: Pace): Promise<Comparison> {
  const { bare, recipe } = setting
  const [small, large] = [targetOf(setting.small, kind), targetOf(setting.large, kind)]
  const recipeTarget: Target = {
    server: recipe,
    requests: kind.requests.map((request) => mcpRequest(recipe.url, request)),
  }
  const bareFor = ({ requests }: Target, bytes: number): Target => ({
    server: bare,
    requests: requests.map((request) => bareRequest(bare.url, request, bytes)),
  })
  const bytes = {
    small: (await measure(small, pace.warmUpMs)).bytes,
    large: (await measure(large, pace.warmUpMs)).bytes,
  }
  await measure(bareFor(large, bytes.large), pace.warmUpMs)
  await measure(recipeTarget, pace.warmUpMs)

  const pair = async (target: Target, length: number): Promise<Pair> => {
    const plain = await measure(bareFor(target, length), pace.sliceMs)
    const ours = await measure(target, pace.sliceMs)
    return { ours, bare: plain, ratio: ours.cpu / plain.cpu }
  }
  const rounds: Round[] = []
  for (let round = 0; round < pace.rounds; round++) {
    // Whoever comes after the recipe meets a processor that is warm from its work: they take turns.
    const first = round % 2 === 0 ? await pair(small, bytes.small) : undefined
    const second = await pair(large, bytes.large)
    rounds.push({
      small: first ?? (await pair(small, bytes.small)),
      large: second,
      recipe: await measure(recipeTarget, pace.sliceMs),
    })
  }
  const times = new Map<number, Load['times']>()
  for (const open of [1, 16, connections]) {
    times.set(open, (await measure(large, pace.sliceMs * 2, open)).times)
  }
  return { rounds, times }
}
