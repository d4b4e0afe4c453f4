import { fileURLToPath } from 'node:url'
import { joinReports, runKillStorm, type StormReport } from './kill-storm.ts'
import { stormInWords } from './storm-in-words.ts'
import { type Leg, type LegReport, legsOf, noteLeg, readLegs } from './storm-log.ts'

/**
 * `npm run storm [-- <kills> [<seed>]]`: the kill storm, as long as one likes; 1000 unless told. What each
 * leg came to stands in `output/storm-<kills>-<seed>.jsonl`, and whoever asks again after an interruption goes
 * on from there. Ends with 1 if anything was lost.
 */

const [, , killsText = '1000', seedText = '1'] = process.argv
const [kills, seed] = [Number(killsText), Number(seedText)]
const file = fileURLToPath(new URL(`../../output/storm-${kills}-${seed}.jsonl`, import.meta.url))

/** On a machine with more processors more would not be more faults an hour. */
const lanes = 2

const faultsIn = ({ lost, doubled, halves, refusals, findings }: StormReport) =>
  [lost, doubled, halves, refusals, findings].flat()

async function run(legs: readonly Leg[], done: readonly LegReport[]): Promise<void> {
  const waiting = [...legs]
  let made = done.reduce((sum, { leg }) => sum + leg.kills, 0)
  const lane = async () => {
    for (let leg = waiting.shift(); leg !== undefined; leg = waiting.shift()) {
      const report = await runKillStorm({ ...leg, writers: 4 })
      noteLeg(file, { leg, report })
      made += leg.kills
      const { acknowledged } = report
      const what = `leg ${leg.name}: ${acknowledged} acknowledged, ${faultsIn(report).length} faults`
      console.log(`${new Date().toISOString()} ${made} of ${kills} kills; ${what}`)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

const legs = legsOf(kills, seed)
const names = new Set(legs.map(({ name }) => name))
const before = readLegs(file).filter(({ leg }) => names.has(leg.name))
if (before.length > 0) console.log(`${before.length} of ${legs.length} legs are in ${file}`)
await run(
  legs.filter(({ name }) => !before.some(({ leg }) => leg.name === name)),
  before,
)
const report = joinReports(readLegs(file).map((one) => one.report))
console.log(stormInWords(report))
console.log(`each leg: ${file}`)
const faults = faultsIn(report)
for (const fault of faults) console.log(fault)
process.exit(faults.length === 0 ? 0 : 1)
