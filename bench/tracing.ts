import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { align } from './align.ts'
import { createKinds, readPrompts } from './gateway/kinds.ts'
import { type LoadRequest, load } from './gateway/load.ts'
import { quietMean } from './gateway/report.ts'
import { bareRequest, mcpRequest } from './gateway/requests.ts'
import { type ServerProcess, startServer } from './gateway/server-process.ts'
import { askerOf, fill, startGateway } from './gateway/setting.ts'
import { WebProcess } from './search/web-process.ts'

/** What is compared: gateways that are all the same, but for how they trace. */
const variants = [
  { name: 'off', environment: () => ({}) },
  { name: 'off, another one', environment: () => ({}) },
  { name: 'on, no request sampled', environment: (url: string) => tracing(url, '0') },
  { name: 'on, a tenth sampled', environment: (url: string) => tracing(url, '0.1') },
  { name: 'on, all sampled', environment: (url: string) => tracing(url, '1') },
] as const

const tracing = (url: string, ratio: string): Record<string, string> => ({
  PROMPTBIN_TRACING_ENDPOINT: url,
  PROMPTBIN_TRACING_SAMPLE_RATIO: ratio,
})

/** Tracing that is off may not show; what two equal gateways differ by is the measure's own. */
const maxOff = 1.02

const [connections, rounds, warmUpMs, sliceMs] = [64, 24, 2_000, 250]

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const isUrl = (line: string) => (line.startsWith('http://') ? line : undefined)

interface Target {
  readonly server: ServerProcess
  readonly requests: readonly LoadRequest[]
  /** Microseconds of work for one request, turn by turn. */
  readonly work: number[]
}

async function measure({ server, requests }: Target, durationMs: number) {
  const before = server.cpuMicroseconds()
  const done = await load({ url: server.url, connections, durationMs, requests })
  return { cpu: (server.cpuMicroseconds() - before) / done.requests, bytes: done.bytes }
}

/** Everything in turn, so that whatever else the machine does meets all alike. */
async function compare(targets: readonly Target[]): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const first = round % targets.length
    for (const target of [...targets.slice(first), ...targets.slice(0, first)]) {
      target.work.push((await measure(target, sliceMs)).cpu)
    }
  }
}

function print(bare: Target, gateways: readonly Target[]): void {
  const [bareWork, off] = [quietMean(bare.work), quietMean(gateways[0]?.work ?? [])]
  const rows = gateways.map(({ work }, index) => {
    const own = quietMean(work)
    const ratios = [own / bareWork, own / off].map((ratio) => `${ratio.toFixed(3)} ×`)
    return [variants[index]?.name ?? '', own.toFixed(1), ...ratios]
  })
  console.log(`${connections} connections ask for prompts that were asked for before; work of the`)
  console.log(
    `gateway for one request, in the quietest quarter of ${rounds} turns of ${sliceMs} ms\n`,
  )
  console.log(align([['tracing', 'µs', 'by a bare server', 'by that without'], ...rows]))
  console.log(`a bare node:http server: ${bareWork.toFixed(1)} µs`)
  const other = quietMean(gateways[1]?.work ?? [])
  if (Math.max(other / off, off / other) > maxOff) {
    console.log(
      'The machine is too busy to tell: two gateways without tracing differ by more than 2 %.',
    )
  }
}

/** Compares the gateway's work for a prompt that it has a copy of, without tracing and with it. */
export async function benchTracing(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-bench-'))
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true })]
  const started = <Running extends { stop(): Promise<unknown> }>(running: Running): Running => {
    ends.push(() => running.stop())
    return running
  }
  try {
    const empty = await WebProcess.start(folder)
    await empty.stop()
    const words = fill(join(folder, 'promptbin.db'), 10)
    const web = started(await WebProcess.start(folder))
    const start = async (path: string) =>
      started(await startServer({ args: [program(path)], urlIn: isUrl }))
    const [collector, server] = [await start('tracing/collector.ts'), await start(bareServer)]
    const gateways: Target[] = []
    for (const { environment } of variants) {
      const own = { PROMPTBIN_AUTH_REQUIRED: 'false', ...environment(collector.url) }
      const gateway = started(await startGateway(folder, web.url, own))
      const prompts = await readPrompts(askerOf(gateway.url, {}))
      const [kind] = createKinds(prompts, words)
      const requests = (kind?.requests ?? []).map((request) => mcpRequest(gateway.url, request))
      gateways.push({ server: gateway, requests, work: [] })
    }
    let bytes = 0
    for (const gateway of gateways) bytes = (await measure(gateway, warmUpMs)).bytes
    const likewise = gateways[0]?.requests.map((each) => bareRequest(server.url, each, bytes)) ?? []
    const bare: Target = { server, requests: likewise, work: [] }
    await measure(bare, warmUpMs)
    await compare([bare, ...gateways])
    print(bare, gateways)
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

const bareServer = 'gateway/servers/bare-server.ts'
