import { loadavg } from 'node:os'
import { compare, connections, type Pace } from './gateway/compare.ts'
import { createKinds } from './gateway/kinds.ts'
import {
  missesOf,
  type Summary,
  summarise,
  throughputTable,
  timesTable,
  workTable,
} from './gateway/report.ts'
import { withSetting } from './gateway/setting.ts'

/** Long enough for the engine to know the code; short turns and many, so that some are quiet. */
const usualPace: Pace = { warmUpMs: 2_000, sliceMs: 250, rounds: 16, timings: 12 }

function print(summaries: readonly Summary[], sizes: readonly [number, number], pace: Pace): void {
  console.log(`${connections} connections, three gateways in front of each library, each asked in`)
  console.log(`${pace.rounds} turns of ${pace.sliceMs} ms, of which the quietest quarter counts\n`)
  console.log(`work of the server for one request, by that of a bare node:http server`)
  console.log(`${workTable(summaries, sizes)}\n`)
  console.log(`answers a second\n${throughputTable(summaries)}\n`)
  console.log(`time to an answer in ms, ${sizes[1]} prompts\n${timesTable(summaries)}\n`)
  for (const summary of summaries) {
    for (const miss of missesOf(summary)) {
      console.log(`MISSED: ${summary.name}: ${miss}`)
      process.exitCode = 1
    }
  }
}

/** Compares the gateway with the least and with the most usual that answer as it does. */
export async function benchGateway(
  sizes: readonly [small: number, large: number],
  pace: Pace = usualPace,
): Promise<void> {
  const started = performance.now()
  await withSetting(sizes, async (setting) => {
    const summaries: Summary[] = []
    for (const kind of createKinds(setting.prompts, setting.words)) {
      summaries.push(summarise(kind.name, await compare(setting, kind, pace)))
    }
    print(summaries, sizes, pace)
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(0)
  const load = loadavg().map((value) => value.toFixed(1))
  console.log(`${seconds} s; load of the machine at the end: ${load.join(', ')}`)
}
