import { hash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreePort } from '@promptbin/free-port'
import { checkLibrary, type IntegrityFinding } from '@promptbin/prompt-store/integrity'
import { createDataFolder } from '../../product.ts'
import { judgeLibrary, type Verdict } from '../history/judge-library.ts'
import { Writers } from '../history/writers.ts'
import { type LonelyWeb, startLonelyWeb } from './lonely-web.ts'

export interface StormOptions {
  readonly kills: number
  /** The same seed gives the same moments. */
  readonly seed: number
  /** How many people write at once. */
  readonly writers: number
}

/** What a storm came to. */
export interface StormReport extends Verdict {
  readonly kills: number
  /** Kills while it was still starting. */
  readonly duringStart: number
  readonly acknowledged: number
  /** Requests that were sent again, because nobody had answered. */
  readonly sentAgain: number
  /** Answers that a kill does not explain. */
  readonly refusals: readonly string[]
  /** What a full check of the library finds: pages, index, content, references, audit trail. */
  readonly findings: readonly IntegrityFinding[]
  /** Milliseconds from each start to its first answers. */
  readonly readyMs: readonly number[]
}

/** So long after its first acknowledgement a process lives at most. */
const longestLifeMs = 40
/** One kill of so many hits a process that is still starting. */
const startEvery = 5
/** So long a process lives then at most; the last part of it is where the library is opened. */
const longestStartMs = 1_000

/** From 0 to below 1; the same for the same seed and number. */
function draw(seed: number, number: number): number {
  return hash('sha256', `${seed} ${number}`, 'buffer').readUInt32BE() / 2 ** 32
}

/**
 * Kills prompt-web again and again while people write, then looks at what is left. It has no
 * supervisor here, so that nothing but its own start stands between two lives.
 */
export async function runKillStorm({
  kills,
  seed,
  writers: count,
}: StormOptions): Promise<StormReport> {
  const data = createDataFolder()
  const place = { dataFolder: data.path, port: await findFreePort() }
  const writers = new Writers({ webUrl: `http://127.0.0.1:${place.port}` })
  const readyMs: number[] = []
  let duringStart = 0
  let web: LonelyWeb | undefined
  try {
    writers.start(count)
    for (let kill = 1; kill <= kills; kill += 1) {
      web = startLonelyWeb(place)
      const moment = draw(seed, kill)
      const isStart = kill % startEvery === 0
      if (isStart) await Promise.race([web.ready.catch(() => {}), pause(moment * longestStartMs)])
      else await live(web, moment)
      duringStart += isStart ? 1 : 0
      writers.gate.close()
      web.process.kill('SIGKILL')
      await web.gone
    }
    web = startLonelyWeb(place)
    readyMs.push(await web.ready)
    writers.goOn()
    await writers.progress(count)
    await writers.stop()
    web.process.kill('SIGTERM')
    await web.gone
    const file = join(data.path, 'promptbin.db')
    const { findings } = await checkLibrary({ file, scratchFolder: data.path, auditHead: null })
    const { acknowledged, sentAgain, refusals, written } = writers
    const counts = { kills, duringStart, acknowledged, sentAgain, refusals, findings, readyMs }
    return { ...counts, ...judgeLibrary(file, written) }
  } finally {
    writers.gate.close()
    web?.process.kill('SIGKILL')
    data.remove()
  }

  async function live(started: LonelyWeb, moment: number): Promise<void> {
    readyMs.push(await started.ready)
    writers.goOn()
    await writers.progress(1)
    await pause(1 + moment * (longestLifeMs - 1))
  }
}

/** What several storms came to together. */
export function joinReports(reports: readonly StormReport[]): StormReport {
  const sum = (of: (report: StormReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0)
  return {
    kills: sum(({ kills }) => kills),
    duringStart: sum(({ duringStart }) => duringStart),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    sentAgain: sum(({ sentAgain }) => sentAgain),
    refusals: reports.flatMap(({ refusals }) => refusals),
    findings: reports.flatMap(({ findings }) => findings),
    lost: reports.flatMap(({ lost }) => lost),
    doubled: reports.flatMap(({ doubled }) => doubled),
    halves: reports.flatMap(({ halves }) => halves),
    readyMs: reports.flatMap(({ readyMs }) => readyMs),
  }
}
