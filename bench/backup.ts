import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Product } from '@promptbin/e2e/product'
import { align } from './align.ts'
import { startBystander } from './backup/bystander.ts'
import { ticksOf, watchedEnvironment } from './backup/loop-figures.ts'
import { type Act, type Met, nothingMet, type TrafficOptions, traffic } from './backup/traffic.ts'
import { createRandom, inventWords } from './search/corpus.ts'
import { type Filling, fillLibrary } from './search/fill-library.ts'
import { timesOf } from './search/measure.ts'
import { WebProcess } from './search/web-process.ts'

/** Of these a library of more than 350 MB is made. */
const usualPrompts = 66_000
const vocabulary = 30_000

/** Backups that are made, each beside as long a time without one. */
const rounds = 3
const warmUpMs = 5_000

/** Longer than this nothing may keep prompt-web from answering, in milliseconds. */
const loopTargetMs = 20

/** What was seen in one kind of time. */
interface Seen {
  readonly lateMs: number[]
  readonly workMs: number[]
  readonly bystanderLateMs: number[]
  readonly met: Met
}

const nothingSeen = (): Seen => ({ lateMs: [], workMs: [], bystanderLateMs: [], met: nothingMet() })

/** Fills a library by prompt-web's own schema; gives its megabytes. */
async function fill(folder: string, filling: Filling): Promise<number> {
  await (await WebProcess.start(folder)).stop()
  const file = join(folder, 'promptbin.db')
  fillLibrary(file, filling)
  return statSync(file).size / 1e6
}

/** Makes a backup as somebody does who asks for one; resolves to its seconds. */
async function makeBackup({ instance }: Product): Promise<number> {
  const startedMs = performance.now()
  const answer = await fetch(`${instance.supervisor.url}/api/v1/backups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!answer.ok) throw new Error(`No backup was made: ${await answer.text()}`)
  await answer.arrayBuffer()
  return (performance.now() - startedMs) / 1_000
}

async function measure(product: Product, folder: string, asked: Omit<TrafficOptions, 'url'>) {
  const file = join(folder, 'loop')
  const options = { ...asked, url: product.instance.web.url }
  const web = product.pidOf('prompt-web')
  const bystander = await startBystander(file)
  const [without, withIt] = [nothingSeen(), nothingSeen()]
  const watch = async (seen: Seen, isOver: () => Promise<unknown>) => {
    await Promise.all([ticksOf(file, web), ticksOf(file, bystander.pid)])
    await traffic(options, isOver(), seen.met)
    const { lateMs, workMs } = await ticksOf(file, web)
    seen.lateMs.push(...lateMs)
    seen.workMs.push(...workMs)
    seen.bystanderLateMs.push(...(await ticksOf(file, bystander.pid)).lateMs)
  }
  const seconds: number[] = []
  try {
    await traffic(options, pause(warmUpMs), nothingMet())
    for (let round = 0; round < rounds; round += 1) {
      await watch(withIt, async () => void seconds.push(await makeBackup(product)))
      await watch(without, () => pause((seconds.at(-1) ?? 1) * 1_000))
    }
  } finally {
    bystander.stop()
  }
  return { without, withIt, seconds }
}

type Row = readonly [what: string, without: readonly number[], withIt: readonly number[]]

function tableOf(rows: readonly Row[]): string {
  const head = ['in ms', 'p50', 'p99', 'max', 'p50 with it', 'p99', 'max', 'p99 by p99']
  const cells = rows.map(([what, without, withIt]) => {
    const [off, on] = [timesOf(without), timesOf(withIt)]
    const ratio = `${(on.p99 / off.p99).toFixed(2)} ×`
    return [what, ...[off, on].flatMap((times) => [times.p50, times.p99, times.max].map(ms)), ratio]
  })
  return align([head, ...cells])
}

const ms = (value: number) => value.toFixed(1)

function print({ without, withIt, seconds }: Awaited<ReturnType<typeof measure>>): void {
  const times = seconds.map((value) => value.toFixed(1)).join(', ')
  console.log(`${rounds} backups while people read, search and save, in ${times} s\n`)
  const acts: readonly Act[] = ['read', 'search', 'save']
  console.log(
    tableOf([
      ['prompt-web: its event loop is late by', without.lateMs, withIt.lateMs],
      ['prompt-web: work at one go', without.workMs, withIt.workMs],
      ['a process that does nothing is late by', without.bystanderLateMs, withIt.bystanderLateMs],
      ...acts.map((act): Row => [`to ${act}`, without.met.elapsed[act], withIt.met.elapsed[act]]),
    ]),
  )
  console.log(`turned away: ${without.met.refused} without it, ${withIt.met.refused} with it`)
  judge(withIt)
}

/** A loop that is late as all others are has not been held up by a backup: then its own work counts. */
function judge({ lateMs, workMs, bystanderLateMs }: Seen): void {
  const isMachineLate = timesOf(bystanderLateMs).max > loopTargetMs
  if (isMachineLate) {
    console.log('the machine kept every process waiting, so prompt-web is judged by its own work')
  }
  const { max } = timesOf(isMachineLate ? workMs : lateMs)
  if (max <= loopTargetMs) return
  console.log(`\nMISSED: nothing else went on in prompt-web for ${ms(max)} ms, not ${loopTargetMs}`)
  process.exitCode = 1
}

/** What a backup of a large library costs those who use it meanwhile. */
export async function benchBackup(prompts = usualPrompts): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-bench-'))
  const random = createRandom(1)
  const words = inventWords(vocabulary, random)
  const filling = { prompts, words, random }
  try {
    const megabytes = await fill(folder, filling)
    console.log(`a library of ${megabytes.toFixed(0)} MB with ${prompts} prompts`)
    const environment = watchedEnvironment('prompt-web/dist/main.js', join(folder, 'loop'))
    const product = await Product.start(folder, environment)
    try {
      print(await measure(product, folder, filling))
    } finally {
      await product.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const load = loadavg().map((value) => value.toFixed(1))
  console.log(`load of the machine at the end: ${load.join(', ')}`)
}
