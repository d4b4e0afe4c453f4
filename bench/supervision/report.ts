import { align } from '../align.ts'
import { timesOf } from '../search/measure.ts'
import type { Footprint, Idle } from './idle.ts'
import type { Kill } from './kills.ts'
import type { OneOfTwo, Reads } from './one-of-two.ts'
import type { Reloads } from './reloads.ts'

/** The same measured of both. */
export interface Pair<Measured> {
  readonly ours: Measured
  readonly pm2: Measured
}

/** All that was measured. */
export interface Measurements {
  readonly kills: Pair<readonly Kill[]>
  readonly reloads: { readonly keepAlive: Pair<Reloads>; readonly newConnections: Pair<Reloads> }
  readonly oneOfTwo: Pair<OneOfTwo>
  readonly reads: Reads
  readonly idle: Pair<Idle>
  /** Of one whose administration somebody has asked something. */
  readonly asked: Idle
  readonly whole: { readonly withoutSpares: Footprint; readonly withSpares: Footprint }
  readonly coldStartsMs: readonly number[]
}

/** One figure; without a target it is only told. */
interface Row {
  readonly name: string
  readonly ours: number
  readonly pm2?: number
  readonly unit?: string
  readonly digits?: number
  readonly atMost?: number
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function both<Measured>(
  { ours, pm2 }: Pair<Measured>,
  figure: (measured: Measured) => number,
): { readonly ours: number; readonly pm2: number } {
  return { ours: figure(ours), pm2: figure(pm2) }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function killRows({ kills }: Measurements): readonly Row[] {
  const ms = { unit: 'ms', digits: 0 }
  const afterMs = (part: number) =>
    both(kills, (all) =>
      percentile(
        all.map((each) => each.answeredAfterMs),
        part,
      ),
    )
  const title = `kill -9 of the only worker, ${kills.ours.length} times`
  return [
    { name: `${title}: to the next answer, median`, ...afterMs(0.5), ...ms, atMost: 30 },
    { name: '  95th percentile', ...afterMs(0.95), ...ms, atMost: 60 },
    {
      name: '  refused connections',
      ...both(kills, (all) => sum(all.map((each) => each.refused))),
      atMost: 0,
    },
    {
      name: '  requests that broke otherwise',
      ...both(kills, (all) => sum(all.map((each) => each.broken))),
    },
  ]
}

function reloadRows({ reloads }: Measurements): readonly Row[] {
  const rows = (title: string, pair: Pair<Reloads>): readonly Row[] => [
    {
      name: `${pair.ours.reloads} reloads under load, ${title}: failed of 30,000`,
      ...both(pair, ({ failed }) => failed.length),
      atMost: 0,
    },
    { name: '  requests a second', ...both(pair, (each) => each.requests / each.seconds) },
  ]
  return [
    ...rows('keep-alive', reloads.keepAlive),
    ...rows('new connections', reloads.newConnections),
  ]
}

function oneOfTwoRows({ oneOfTwo, reads }: Measurements): readonly Row[] {
  const { ours, pm2 } = oneOfTwo
  const title = `kill -9 of one of two, ${ours.kills} times`
  return [
    { name: `${title}: failed in flight on it`, ours: ours.inFlight, pm2: pm2.inFlight },
    { name: '  failed all the same', ours: ours.others, pm2: pm2.others, atMost: 0 },
    {
      name: `  failed reads of ${reads.reads} through the gateway`,
      ours: reads.faults.length,
      atMost: 0,
    },
  ]
}

function footprintRows({ idle, asked, whole, coldStartsMs }: Measurements): readonly Row[] {
  const megabytes = { unit: 'MB', digits: 0 }
  return [
    {
      name: 'supervisor, idle: memory',
      ...both(idle, (each) => each.megabytes),
      ...megabytes,
      atMost: 70,
    },
    {
      name: '  CPU, of one core',
      ...both(idle, (each) => each.cpuPercent),
      unit: '%',
      digits: 2,
      atMost: 0.5,
    },
    { name: '  memory once somebody has asked it something', ours: asked.megabytes, ...megabytes },
    { name: '  CPU, of one core', ours: asked.cpuPercent, unit: '%', digits: 2 },
    {
      name: 'whole product, idle, one worker each: memory, what is shared counted once',
      ours: whole.withoutSpares.real,
      ...megabytes,
      atMost: 250,
    },
    { name: '  as the sum of resident memory', ours: whole.withoutSpares.resident, ...megabytes },
    { name: '  and a spare each', ours: whole.withSpares.real, ...megabytes },
    { name: '  as the sum of resident memory', ours: whole.withSpares.resident, ...megabytes },
    {
      name: 'cold start of all three to the first MCP answer',
      ours: timesOf(coldStartsMs).p50,
      unit: 'ms',
      atMost: 1500,
    },
  ]
}

function rowsOf(measurements: Measurements): readonly Row[] {
  return [
    ...killRows(measurements),
    ...reloadRows(measurements),
    ...oneOfTwoRows(measurements),
    ...footprintRows(measurements),
  ]
}

const written = (value: number, { unit, digits = 0 }: Row) =>
  unit === undefined ? value.toFixed(digits) : `${value.toFixed(digits)} ${unit}`

const isMissed = ({ ours, atMost }: Row) => atMost !== undefined && !(ours <= atMost)

/** All figures beside those of pm2, with what has to be reached. */
export function supervisionTable(measurements: Measurements): string {
  const rows = rowsOf(measurements).map((row) => [
    row.name,
    written(row.ours, row),
    row.pm2 === undefined ? '' : written(row.pm2, row),
    row.atMost === undefined ? '' : `${row.atMost === 0 ? '' : '≤ '}${row.atMost}`,
    isMissed(row) ? 'MISSED' : '',
  ])
  return align([['', 'PromptBin', 'pm2', 'target', ''], ...rows])
}

/** Whether all that has to be reached was. */
export function isReached(measurements: Measurements): boolean {
  return !rowsOf(measurements).some(isMissed)
}
