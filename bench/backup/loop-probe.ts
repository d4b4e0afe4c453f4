/**
 * Loaded into processes before their program, by `--import`. In one that is watched it notes how late the
 * event loop is, every few milliseconds, and how much of that was work of its own; it writes both to a file
 * when it is asked by SIGUSR2. The metrics of the product look ten times a second, which is enough for a
 * chart and too seldom for what is over in 20 ms.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { loopFileVariable, type Ticks, tickMs, watchedProgramVariable } from './loop-figures.ts'

const { [watchedProgramVariable]: program, [loopFileVariable]: file } = process.env

if (isMainThread && file !== undefined && process.argv[1]?.endsWith(program ?? '') === true) {
  watch(`${file}.${process.pid}`)
}

function watch(target: string): void {
  let ticks: { lateMs: number[]; workMs: number[] } = { lateMs: [], workMs: [] }
  let last = lookAtClocks()
  setInterval(() => {
    const now = lookAtClocks()
    ticks.lateMs.push(Math.max(0, now.wallMs - last.wallMs - tickMs))
    ticks.workMs.push(now.workedMs - last.workedMs)
    last = now
  }, tickMs).unref()
  process.on('SIGUSR2', () => {
    writeFileSync(`${target}.next`, JSON.stringify(ticks satisfies Ticks))
    renameSync(`${target}.next`, target)
    ticks = { lateMs: [], workMs: [] }
    last = lookAtClocks()
  })
}

function lookAtClocks() {
  const { user, system } = process.threadCpuUsage()
  return { wallMs: performance.now(), workedMs: (user + system) / 1_000 }
}
