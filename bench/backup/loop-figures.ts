import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** The end of the path of the program that is watched. */
export const watchedProgramVariable = 'BENCH_WATCHED_PROGRAM'
/** Where the figures go; the process puts its number behind it. */
export const loopFileVariable = 'BENCH_LOOP_FILE'

/** So often it is looked whether the loop is late. */
export const tickMs = 2

/** What was seen of a loop at each tick. */
export interface Ticks {
  readonly lateMs: readonly number[]
  /** What its thread had worked since the tick before, whatever else the machine did meanwhile. */
  readonly workMs: readonly number[]
}

const probe = new URL('./loop-probe.ts', import.meta.url).href

/** The environment in which a program of this name is watched, itself or what it starts. */
export function watchedEnvironment(program: string, file: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--import=${probe}`,
    [watchedProgramVariable]: program,
    [loopFileVariable]: file,
  }
}

/** All ticks of a watched process since it was asked before. */
export async function ticksOf(file: string, pid: number): Promise<Ticks> {
  const answer = `${file}.${pid}`
  process.kill(pid, 'SIGUSR2')
  while (!existsSync(answer)) await pause(tickMs)
  const ticks = JSON.parse(readFileSync(answer, 'utf8')) as Ticks
  rmSync(answer)
  return ticks
}
