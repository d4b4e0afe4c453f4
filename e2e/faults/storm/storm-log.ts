import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StormReport } from './kill-storm.ts'

/** A part of a long storm: a library of its own, and moments that its seed alone decides. */
export interface Leg {
  /** Such as `7.3`: the seed of the storm and its number, from 1 on. */
  readonly name: string
  readonly kills: number
  readonly seed: number
}

/** What a leg came to. */
export interface LegReport {
  readonly leg: Leg
  readonly report: StormReport
}

/** As many kills has a leg: what is held of one is small, and after an interruption few are made again. */
const killsOfLeg = 50

/** Parts a storm; the same numbers give the same legs. */
export function legsOf(kills: number, seed: number): readonly Leg[] {
  return Array.from({ length: Math.ceil(kills / killsOfLeg) }, (_, index) => ({
    name: `${seed}.${index + 1}`,
    kills: Math.min(killsOfLeg, kills - index * killsOfLeg),
    seed: seed * 100_000 + index,
  }))
}

/** The legs that are in a report file already; a line that an interruption has torn is passed over. */
export function readLegs(file: string): readonly LegReport[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as LegReport]
      } catch {
        return []
      }
    })
}

/** Adds a leg to a report file. */
export function noteLeg(file: string, leg: LegReport): void {
  mkdirSync(dirname(file), { recursive: true })
  appendFileSync(file, `${JSON.stringify(leg)}\n`)
}
