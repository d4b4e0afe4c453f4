import { loadavg } from 'node:os'
import { startProduct } from './product-start.ts'
import { watchIdle, wholeFootprint } from './supervision/idle.ts'
import { type Kill, killAndAsk } from './supervision/kills.ts'
import { killOneOfTwo, readWhileOneIsKilled } from './supervision/one-of-two.ts'
import { startPm2 } from './supervision/pm2-server.ts'
import { PromptBinServer } from './supervision/promptbin-server.ts'
import { reloadUnderLoad } from './supervision/reloads.ts'
import { isReached, type Measurements, type Pair, supervisionTable } from './supervision/report.ts'
import type { SupervisedServer } from './supervision/supervised-server.ts'

const kills = 50

const coldStarts = 5

interface Servers {
  readonly ours: PromptBinServer
  readonly pm2: SupervisedServer
}

/** Stops both when `use` is done with them. */
async function withServers<Result>(
  workers: number,
  use: (servers: Servers) => Promise<Result>,
): Promise<Result> {
  const pm2 = await startPm2(workers)
  try {
    const ours = await PromptBinServer.start({ workers, spares: 1 })
    try {
      return await use({ ours, pm2 })
    } finally {
      await ours.stop()
    }
  } finally {
    await pm2.stop()
  }
}

/** One after the other, so that neither disturbs the other. */
async function inTurn<Result>(
  { ours, pm2 }: Servers,
  measure: (server: SupervisedServer) => Promise<Result>,
): Promise<Pair<Result>> {
  return { ours: await measure(ours), pm2: await measure(pm2) }
}

async function killAlternately(servers: Servers): Promise<Pair<readonly Kill[]>> {
  const all = { ours: [] as Kill[], pm2: [] as Kill[] }
  for (let kill = 0; kill < kills; kill++) {
    const { ours, pm2 } = await inTurn(servers, killAndAsk)
    all.ours.push(ours)
    all.pm2.push(pm2)
  }
  return all
}

/**
 * All are idle at the same time, which disturbs nobody. One is what somebody has who installed it and
 * forgot it; the others were asked, and so have loaded the code that answers.
 */
async function measureIdle(servers: Servers) {
  const alone = await PromptBinServer.start({ workers: 1, spares: 1, isLeftAlone: true })
  const bare = await PromptBinServer.start({ workers: 1, spares: 0 })
  try {
    const [ours, asked, pm2] = await watchIdle([alone, servers.ours, servers.pm2])
    if (!ours || !asked || !pm2) throw new Error('Somebody was not watched.')
    const withoutSpares = await wholeFootprint(bare)
    return {
      idle: { ours, pm2 },
      asked,
      whole: { withoutSpares, withSpares: await wholeFootprint(servers.ours) },
    }
  } finally {
    await bare.stop()
    await alone.stop()
  }
}

async function startColdly(): Promise<readonly number[]> {
  const elapsed: number[] = []
  while (elapsed.length < coldStarts) elapsed.push((await startProduct()).firstListMs)
  return elapsed
}

async function measureAll(): Promise<Measurements> {
  const coldStartsMs = await startColdly()
  const footprint = await withServers(1, measureIdle)
  const alone = await withServers(1, async (servers) => ({
    kills: await killAlternately(servers),
    reloads: {
      keepAlive: await inTurn(servers, (server) => reloadUnderLoad(server, true)),
      newConnections: await inTurn(servers, (server) => reloadUnderLoad(server, false)),
    },
  }))
  const pair = await withServers(2, async (servers) => ({
    oneOfTwo: await inTurn(servers, killOneOfTwo),
    reads: await readWhileOneIsKilled(servers.ours),
  }))
  return { coldStartsMs, ...footprint, ...alone, ...pair }
}

/** Compares supervision with that of pm2's cluster mode; the exit code says whether it is reached. */
export async function benchSupervision(): Promise<void> {
  const started = performance.now()
  const measurements = await measureAll()
  console.log(supervisionTable(measurements))
  for (const fault of measurements.reads.faults.slice(0, 3)) console.log(`read: ${fault}`)
  if (!isReached(measurements)) process.exitCode = 1
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  const load = loadavg().map((value) => value.toFixed(1))
  console.log(`${seconds} s; load of the machine at the end: ${load.join(', ')}`)
}
