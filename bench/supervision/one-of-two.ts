import { setTimeout as pause } from 'node:timers/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { loadWhile } from './load.ts'
import type { PromptBinServer } from './promptbin-server.ts'
import type { SupervisedServer } from './supervised-server.ts'

const kills = 8

/** Some requests come before each kill and some after it. */
const calmMs = 150

/** So many clients read through the gateway at once. */
const readers = 4

/** What came of kills of one worker of two. */
export interface OneOfTwo {
  readonly kills: number
  readonly requests: number
  /** Failed, and had been sent before a kill and not answered until then. */
  readonly inFlight: number
  /** Failed all the same. */
  readonly others: number
}

async function killOneByOne(server: SupervisedServer): Promise<readonly number[]> {
  const killedAt: number[] = []
  while (killedAt.length < kills) {
    await server.whenWhole()
    await pause(calmMs)
    const [pid] = await server.workers()
    if (pid === undefined) throw new Error(`${server.name} has no worker to kill.`)
    killedAt.push(performance.now())
    process.kill(pid, 'SIGKILL')
    await pause(calmMs)
  }
  return killedAt
}

/** Kills one of two workers again and again while both are asked, each time on a new connection. */
export async function killOneOfTwo(server: SupervisedServer): Promise<OneOfTwo> {
  let killedAt: readonly number[] = []
  const { requests, failed } = await loadWhile({
    url: server.url,
    requests: 0,
    keepAlive: false,
    meanwhile: async () => {
      killedAt = await killOneByOne(server)
    },
  })
  const inFlight = failed.filter(({ sentAt, endedAt }) =>
    killedAt.some((at) => sentAt <= at && endedAt >= at),
  ).length
  return { kills, requests, inFlight, others: failed.length - inFlight }
}

/** What came of reads through the gateway meanwhile. */
export interface Reads {
  readonly reads: number
  readonly faults: readonly string[]
}

/** The same with clients of the gateway, which ask each thing once, so that no copy answers. */
export async function readWhileOneIsKilled(server: PromptBinServer): Promise<Reads> {
  const faults: string[] = []
  let reads = 0
  let isOver = false
  const read = async (reader: number) => {
    const client = new Client(
      { name: 'bench', version: '1' },
      { versionNegotiation: { mode: { pin: '2026-07-28' } } },
    )
    await client.connect(new StreamableHTTPClientTransport(new URL(server.gatewayUrl)))
    while (!isOver) {
      const query = `nothing-${reader}-${reads++}`
      const call = client.callTool({ name: 'search_prompts', arguments: { query } })
      const fault = await call.then(
        ({ isError, content }) => (isError ? JSON.stringify(content) : undefined),
        (error) => String(error),
      )
      if (fault !== undefined) faults.push(fault)
    }
    await client.close()
  }
  const happening = killOneByOne(server).finally(() => {
    isOver = true
  })
  await Promise.all([happening, ...Array.from({ length: readers }, (_, reader) => read(reader))])
  return { reads, faults }
}
