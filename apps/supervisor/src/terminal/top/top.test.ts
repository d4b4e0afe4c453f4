import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { drawTop, printTop } from './draw-top.ts'
import { countRequests, type MeasuredItem, type TopSnapshot, toTopProcess } from './top-snapshot.ts'
import { firstView, keysOf, pressKey, selectedOf, sortProcesses, type TopView } from './top-view.ts'

const process = {
  service: 'prompt-web',
  worker: 0,
  processId: 2,
  pid: 4712,
  state: 'ready',
  uptimeSeconds: 7380,
  cpuPercent: 12.34,
  rssBytes: 123_400_000,
  loopLagMs: 1.26,
  requestsPerSecond: 431.1,
  averageResponseMs: 3.3,
  activeRequests: 4,
}

const snapshot: TopSnapshot = {
  at: '2026-11-23T10:00:00.000Z',
  version: '0.6.0',
  mode: 'production',
  url: 'http://127.0.0.1:5200',
  status: 'degraded',
  reason: 'mcp-gateway: It was killed by SIGKILL.',
  processes: [
    { ...process, service: 'supervisor', processId: 1, pid: 4711, cpuPercent: 0.3 },
    process,
    {
      ...process,
      service: 'mcp-gateway',
      processId: 3,
      pid: null,
      state: 'failed',
      cpuPercent: null,
      rssBytes: null,
    },
  ],
  services: [{ service: 'prompt-web', p95Ms: 12.5, errorPercent: 0.25 }],
  events: Array.from({ length: 30 }, (_, index) => ({
    seq: index + 1,
    at: '2026-11-23T10:00:00.000Z',
    type: 'supervisor-started',
    service: 'supervisor',
    worker: null,
    processId: 1,
    pid: 4711,
    leftovers: [],
  })),
}

const small = { columns: 80, rows: 24, colours: false }

describe('the screen', () => {
  test('shows all that matters in 80 columns and 24 rows', () => {
    const lines = drawTop(snapshot, firstView, small)
    expect(lines).toHaveLength(24)
    expect(lines.every((line) => line.length <= 80)).toBe(true)
    expect(lines.slice(0, 8).map((line) => line.trimEnd())).toEqual([
      'PromptBin 0.6.0 (production) is degraded, for 2 h 3 min, http://127.0.0.1:5200',
      'mcp-gateway: It was killed by SIGKILL.',
      '',
      'SERVICE*      W STATE        PID  CPU %  MEMORY  LAG MS   REQ/S  AVG MS  BUSY',
      'supervisor    0 ready       4711    0.3  123 MB     1.3   431.1     3.3     4',
      'prompt-web    0 ready       4712   12.3  123 MB     1.3   431.1     3.3     4',
      'mcp-gateway   0 failed         -      -       -     1.3   431.1     3.3     4',
      '',
    ])
    expect(lines[8]).toBe('prompt-web   95 % answered within 12.5 ms, 0.3 % errors')
    expect(lines[10]).toMatch(/^10:00:00 /)
    expect(lines.at(-1)).toContain('q quit')
  })

  test.each([
    [40, 6],
    [200, 60],
    [20, 2],
    [80, 7],
  ])('fits %i columns and %i rows', (columns, rows) => {
    const lines = drawTop(snapshot, { ...firstView, selected: 3 }, { ...small, columns, rows })
    expect(lines.length).toBeLessThanOrEqual(rows)
    expect(lines.every((line) => line.length <= columns)).toBe(true)
    if (rows >= 6) expect(lines.join('\n')).toContain('mcp-gateway   0 failed'.slice(0, columns))
  })

  test('what a process says of itself does not steer the terminal', () => {
    const hostile = { ...snapshot, reason: 'a\u001B[2Jb\u0007' }
    const line = drawTop(hostile, firstView, small)[1]
    expect(line).toBe('a [2Jb ')
    expect(printTop(hostile)).not.toContain('\u001B')
  })

  test('colours mark the state, and change no text', () => {
    const coloured = drawTop(snapshot, firstView, { ...small, colours: true })
    const plain = drawTop(snapshot, firstView, small)
    const text = coloured.map((line) => stripVTControlCharacters(line).trimEnd())
    expect(text).toEqual(plain.map((line) => line.trimEnd()))
    expect(coloured[6]).toContain('\u001B[31m')
  })
})

describe('keys', () => {
  const press = (keys: readonly string[], view: TopView = firstView) =>
    keys.reduce<ReturnType<typeof pressKey>>((state, key) => pressKey(key, state.view, snapshot), {
      view,
    })

  test('letters and arrows choose the order', () => {
    expect(press(['m']).view.sort).toBe('memory')
    expect(press(['\u001B[C', '\u001BOC']).view.sort).toBe('memory')
    expect(press(['\u001B[D']).view.sort).toBe('service')
    const names = (view: TopView) =>
      sortProcesses(snapshot.processes, view.sort).map(({ service }) => service)
    expect(names(press(['c']).view)).toEqual(['prompt-web', 'supervisor', 'mcp-gateway'])
  })

  test('up and down mark a process, also in another order', () => {
    const marked = (keys: readonly string[]) => selectedOf(snapshot, press(keys).view)?.service
    expect(marked([])).toBe('supervisor')
    expect(marked(['\u001B[B', '\u001B[B', '\u001B[B'])).toBe('mcp-gateway')
    expect(marked(['\u001B[B', '\u001B[A'])).toBe('supervisor')
    expect(marked(['c', '\u001B[B'])).toBe('supervisor')
  })

  test('a reload is asked for, and only y means yes', () => {
    expect(press(['r']).wish).toBe('ask-reload')
    const asked = { ...firstView, question: 'Reload it?' }
    expect(press(['y'], asked)).toMatchObject({ wish: 'reload', view: { question: null } })
    for (const key of ['n', 'q', '\u001B']) {
      expect(press([key], asked)).toEqual({ view: { ...firstView, question: null } })
    }
  })

  test('several may come at once', () => {
    expect(keysOf('\u001B[Brq\u001BOA')).toEqual(['\u001B[B', 'r', 'q', '\u001BOA'])
  })

  test('q and Ctrl-C end it, the latter in any case', () => {
    expect(press(['q']).wish).toBe('quit')
    expect(press(['\u0003'], { ...firstView, question: '?' }).wish).toBe('quit')
  })
})

test('requests per second are the difference of two looks', () => {
  const item = (processId: number, requestsHandled: number) =>
    ({ service: 'prompt-web', processId, figures: { requestsHandled } }) as unknown as MeasuredItem
  const before = countRequests([item(1, 100)], 1000)
  const now = countRequests([item(1, 150), item(2, 5)], 3000)
  expect(toTopProcess(item(1, 150), now, before).requestsPerSecond).toBe(25)
  expect(toTopProcess(item(2, 5), now, before).requestsPerSecond).toBe(null)
  expect(toTopProcess(item(1, 150), now, undefined).requestsPerSecond).toBe(null)
})
