import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EventPage } from '../src/history/event-log.ts'
import type { ProcessNode } from '../src/history/genealogy/process-record.ts'
import type { LifecycleEvent } from '../src/supervision/lifecycle-event.ts'
import { Started, TestFolder } from './command.ts'
import { EventReader } from './event-reader.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

async function ask<Body>(path: string): Promise<Body> {
  const response = await fetch(new URL(path, data.instance.supervisor.url))
  expect(response.status).toBe(200)
  return (await response.json()) as Body
}
const list = (query: string) => ask<EventPage>(`/api/v1/events?${query}`)
const seqs = (events: readonly LifecycleEvent[]) => events.map(({ seq }) => seq)

async function killWeb(events: EventReader) {
  const pid = data.pidOf('prompt-web')
  process.kill(pid, 'SIGKILL')
  return events.next('exited', (event) => event.pid === pid)
}

describe('what happens to processes', () => {
  test('is streamed as it happens, and can be resumed after any record', async () => {
    await data.start()
    const { url } = data.instance.supervisor
    const events = await EventReader.open(url)
    expect(events.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    const exited = await killWeb(events)
    expect(exited).toMatchObject({ service: 'prompt-web', signal: 'SIGKILL', cause: 'signal' })
    const decided = await events.next('restart-decided')
    expect(decided).toMatchObject({ action: 'restart', reason: expect.stringContaining('SIGKILL') })
    const ready = await events.next('ready')
    expect(ready.processId).not.toBe(exited.processId)
    events.close()

    const again = await EventReader.open(url, { after: exited.seq - 1 })
    expect((await again.next('ready')).seq).toBe(ready.seq)
    const resumed = seqs(again.seen)
    expect(resumed).toEqual(resumed.map((_, index) => exited.seq + index))
    again.close()

    const only = await EventReader.open(url, { after: 0, query: '?type=exited' })
    await only.next('exited')
    expect(only.seen.map(({ type }) => type)).toEqual(['exited'])
    only.close()
  })

  test('is listed, all of it or what is asked for', async () => {
    await data.start()
    const events = await EventReader.open(data.instance.supervisor.url)
    await killWeb(events)
    await events.next('ready')
    events.close()
    const { items } = await list('limit=1000')
    expect(seqs(items)).toEqual(items.map((_, index) => index + 1))
    expect(items[0]).toMatchObject({ type: 'supervisor-started', service: 'supervisor' })
    const some = (await list('type=exited&type=ready&service=prompt-web')).items
    expect(some.map(({ type }) => type)).toEqual(['ready', 'exited', 'ready'])
    const page = await list('since=1&limit=2')
    expect([seqs(page.items), page.nextCursor]).toEqual([[2, 3], 3])
    expect((await list(`since=${new Date(Date.now() + 60_000).toISOString()}`)).items).toEqual([])
  })

  test('goes on after a restart of the supervisor, torn lines and damaged state included', async () => {
    const first = await data.start()
    const before = (await list('limit=1000')).items
    const processIds = before.map(({ processId }) => processId ?? 0)
    await first.stop('SIGKILL')
    const file = join(data.path, 'state/events.jsonl')
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"seq":99,"at":"2026-`)
    writeFileSync(join(data.path, 'state/supervision.json'), '{"version":1,"val')

    await data.start()
    const after = (await list('limit=1000')).items
    expect(after.slice(0, before.length)).toEqual(before)
    expect(seqs(after)).toEqual(after.map((_, index) => index + 1))
    const started = after.slice(before.length).filter(({ type }) => type === 'started')
    for (const { processId } of started) {
      expect(processId).toBeGreaterThan(Math.max(...processIds))
    }
    const told = data.log.filter(({ event }) => event === 'state.damaged')
    expect(told).toHaveLength(1)
    expect(existsSync(String(told[0]?.['aside']))).toBe(true)
  })

  test('is logged and counted', async () => {
    await data.start()
    const events = await EventReader.open(data.instance.supervisor.url)
    const { pid, seq } = await killWeb(events)
    await events.next('ready')
    events.close()
    expect(data.log).toContainEqual(
      expect.objectContaining({
        event: 'lifecycle.exited',
        lifecycle_seq: seq,
        child: 'prompt-web',
        child_pid: pid,
        level: 'warn',
        msg: 'prompt-web has ended by SIGKILL',
      }),
    )
    const metrics = await (await fetch(`${data.instance.supervisor.url}/metrics`)).text()
    for (const line of [
      'promptbin_child_restarts_total{child="prompt-web",reason="signal",service="supervisor",worker="0"} 1',
      'promptbin_lifecycle_events_total{child="prompt-web",type="exited",service="supervisor",worker="0"} 1',
      'promptbin_child_ready{child="prompt-web",service="supervisor",worker="0"} 1',
      'promptbin_workers{child="mcp-gateway",state="ready",service="supervisor",worker="0"} 1',
      'promptbin_workers{child="mcp-gateway",state="failed",service="supervisor",worker="0"} 0',
    ]) {
      expect(metrics).toContain(line)
    }
  })

  test('ends its streams when PromptBin stops', async () => {
    const started = await data.start()
    const events = await EventReader.open(data.instance.supervisor.url)
    const ended = events.end()
    expect(await started.stop()).toBe(0)
    await ended
    const types = events.seen.map(({ type }) => type)
    expect(types).toContain('supervisor-stopping')
    expect(types).toContain('exited')
  })

  test('is not told to who asks for what there cannot be', async () => {
    await data.start()
    const base = `${data.instance.supervisor.url}/api/v1/events`
    for (const query of ['since=yesterday', 'type=fallen', 'limit=0', 'limit=1001', 'before=1']) {
      const response = await fetch(`${base}?${query}`)
      const { code } = (await response.json()) as { code: string }
      expect([query, response.status, code]).toEqual([query, 422, 'PB_REQUEST_INVALID'])
    }
  })
})

describe('the genealogy', () => {
  const find = (nodes: readonly ProcessNode[], service: string) =>
    nodes.flatMap(({ children }) => children).filter((node) => node.service === service)

  test('says of every process who started it, whom it replaced, and how it ended', async () => {
    await data.start()
    const events = await EventReader.open(data.instance.supervisor.url)
    const { processId } = await killWeb(events)
    const ready = await events.next('ready', ({ service }) => service === 'prompt-web')
    events.close()

    const { items } = await ask<{ items: readonly ProcessNode[] }>('/api/v1/genealogy')
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ service: 'supervisor', pid: data.instance.pid, parent: null })
    const web = find(items, 'prompt-web')
    expect(web.find((node) => node.processId === processId)).toMatchObject({
      parent: items[0]?.processId,
      why: 'start',
      state: 'exited',
      replacedBy: ready.processId,
      reason: expect.stringContaining('SIGKILL'),
      ending: { cause: 'signal', signal: 'SIGKILL', livedMs: expect.any(Number) },
    })
    expect(web.find((node) => node.processId === ready.processId)).toMatchObject({
      worker: 0,
      state: 'ready',
      replaces: processId,
      ending: null,
    })
  })

  test('has the supervisors of before, and is shown as a tree', async () => {
    const first = await data.start()
    const { pid } = data.instance
    await first.stop('SIGKILL')
    await data.start()
    const { items } = await ask<{ items: readonly ProcessNode[] }>('/api/v1/genealogy?all=true')
    expect(items.map((node) => [node.pid, node.ending?.cause ?? null])).toEqual([
      [pid, 'lost'],
      [data.instance.pid, null],
    ])
    expect(items[1]?.replaces).toBe(items[0]?.processId)

    const { code, stdout } = await data.run(['status', '--tree', '--all'])
    expect(code).toBe(0)
    expect(stdout).toContain(`supervisor  #${items[1]?.processId}  pid ${data.instance.pid}`)
    expect(stdout).toMatch(/[├└]─ prompt-web\n[│ ] {2}[├└]─ worker 0\n/)
    expect(stdout).toContain('ended while nobody watched')
    const told = JSON.parse((await data.run(['status', '--tree', '--json'])).stdout)
    expect(told.genealogy.at(-1)).toMatchObject({ service: 'supervisor' })
  })
})

describe('promptbin events', () => {
  test('tells what happened, and with -f what happens', async () => {
    await data.start()
    const follower = new Started(data.spawn(['events', '-f', '--limit', '1']))
    await follower.until('stdout', '\n')
    process.kill(data.pidOf('prompt-web'), 'SIGKILL')
    await follower.until('stdout', 'prompt-web has ended by SIGKILL')
    await follower.until('stdout', 'prompt-web is ready after')
    follower.process.kill('SIGTERM')

    const { code, stdout } = await data.run(['events', '--json', '--type', 'exited'])
    expect(code).toBe(0)
    const events = stdout.trim().split('\n')
    expect(events.map((line) => JSON.parse(line).signal)).toEqual(['SIGKILL'])
  })

  test('ends with PromptBin', async () => {
    const started = await data.start()
    const follower = new Started(data.spawn(['events', '--follow', '--json']))
    await follower.until('stdout', '"supervisor-started"')
    const code = new Promise((resolve) => follower.process.once('close', resolve))
    await started.stop()
    expect(await code).toBe(0)
    expect(follower.stdout).toContain('"supervisor-stopping"')
  })
})
