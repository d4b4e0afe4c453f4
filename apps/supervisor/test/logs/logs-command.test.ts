import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Started, TestFolder } from '../command.ts'
import type { ReadLine } from './log-reader.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})
afterEach(() => data.remove())

const talkative = { TEST_GATEWAY: 'services/talkative.ts', PROMPTBIN_LOGGING_ROTATION: '100kB' }

async function say(body: object, path = '/say', id = 'request-of-a-test'): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-request-id': id }
  const url = new URL(path, data.instance.mcp.url)
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function logs(...args: readonly string[]): Promise<readonly ReadLine[]> {
  const { code, stdout, stderr } = await data.run(['logs', '--json', ...args])
  expect(code, stderr).toBe(0)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

const inOrder = (numbers: readonly number[]) => numbers.map((_, index) => (numbers[0] ?? 0) + index)

describe('promptbin logs', () => {
  test('reads what a stopped PromptBin has logged, through all files, narrowed as it is asked', async () => {
    const started = await data.start(talkative)
    await say({ lines: 1_000 }, '/flood')
    await say({ text: 'oh\u001b[31m\n', stream: 'stderr' }, '/say', 'another-request-id')
    await started.stop()
    expect(readdirSync(join(data.path, 'logs')).length).toBeGreaterThan(3)

    const all = await logs('--since', '1h')
    expect(all.length).toBeGreaterThan(1_000)
    expect(all[0]?.seq).toBe(1)
    expect(all.map(({ seq }) => seq)).toEqual(inOrder(all.map(({ seq }) => seq)))
    expect(await logs('--limit', '700')).toEqual(all.slice(-700))
    expect((await logs()).length).toBe(100)

    const ofRequest = await logs('--request', 'another-request-id')
    expect(ofRequest.map(({ event }) => event)).toEqual(['http.request'])
    expect(await logs('--request', String(ofRequest[0]?.['trace_id']))).toEqual(ofRequest)
    const warnings = await logs('--level', 'warn', '--service', 'mcp-gateway')
    expect(warnings.map(({ msg }) => msg)).toEqual(['oh\u001b[31m'])
    const own = await logs('--service', 'supervisor', '--limit', '1000')
    expect(own.every(({ service }) => service === 'supervisor')).toBe(true)
    const last = all.at(-1)?.time ?? ''
    const after = new Date(Date.parse(last) + 1).toISOString()
    expect(await logs('--since', after)).toEqual([])

    const { stdout } = await data.run(['logs', '--service', 'mcp-gateway', '--level', 'warn'])
    expect(stdout).toMatch(/^\S+Z WARN {2}mcp-gateway\/0 oh stream=stderr\n$/)
  })

  test('tells what is wrong with a time, and is content with an empty folder', async () => {
    expect(await logs()).toEqual([])
    const told = await data.run(['logs'])
    expect(told.stdout).toBe('')
    expect(told.stderr).toBe(`No line of the log in ${join(data.path, 'logs')} is like that.\n`)
    const { code, stderr } = await data.run(['logs', '--since', 'yesterday'])
    expect(code).toBe(2)
    expect(stderr).toContain('how long ago')
  })

  test('follows what is written, over files that are set aside and a restart', async () => {
    const first = await data.start(talkative)
    await say({ text: 'before\n' })
    const follower = new Started(data.spawn(['logs', '-f', '--json', '--limit', '1000']))
    await follower.until('stdout', '"msg":"before"')
    await say({ lines: 1_500 }, '/flood')
    await follower.until('stdout', '"line":1499,')
    await first.stop()
    await data.start(talkative)
    await say({ text: 'after\n' })
    await follower.until('stdout', '"msg":"after"')
    await follower.stop('SIGKILL')
    const whole = follower.stdout.slice(0, follower.stdout.lastIndexOf('\n'))
    const numbers = whole.split('\n').map((line): number => JSON.parse(line).seq)
    expect(numbers.length).toBeGreaterThan(1_500)
    expect(numbers).toEqual(inOrder(numbers))
  })
})
