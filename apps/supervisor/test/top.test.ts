import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Started, TestFolder } from './command.ts'
import { programOf } from './programs.ts'

let data: TestFolder

beforeAll(async () => {
  data = new TestFolder()
  await data.start()
})

afterAll(() => data.remove())

test('promptbin top prints what runs where no person reads, also as JSON', async () => {
  const [text, json] = await Promise.all([data.run(['top']), data.run(['top', '--json'])])
  expect(text).toMatchObject({ code: 0, stderr: '' })
  expect(text.stdout).toMatch(/^PromptBin .* \(production\) is (healthy|degraded), for /)
  expect(text.stdout).toMatch(/^SERVICE +W +STATE +PID +CPU % +MEMORY/m)
  expect(text.stdout).toMatch(
    new RegExp(`^mcp-gateway +0 ready +${data.pidOf('mcp-gateway')} `, 'm'),
  )
  expect(text.stdout).not.toContain('\u001B')

  const snapshot = JSON.parse(json.stdout)
  expect(snapshot).toMatchObject({ url: data.instance.supervisor.url, mode: 'production' })
  const web = snapshot.processes.find(
    ({ service }: { service: string }) => service === 'prompt-web',
  )
  expect(web).toMatchObject({ pid: data.pidOf('prompt-web'), state: 'ready' })
  expect(web.rssBytes).toBeGreaterThan(1e6)
  expect(snapshot.events.map(({ type }: { type: string }) => type)).toContain('ready')
})

test.runIf(process.platform === 'linux')(
  'promptbin top in a terminal of 80 × 24, by keyboard',
  async () => {
    const promptbin = programOf('promptbin.ts')
    const command = `'${process.execPath}' '${promptbin}' top --data-dir '${data.path}'`
    // The terminal of util-linux's script(1): a real one.
    const inner = `stty rows 24 columns 80; exec ${command}`
    const top = new Started(
      spawn('script', ['--quiet', '--return', '--command', inner, '/dev/null'], {
        env: { ...process.env, NO_COLOR: '1' },
      }),
    )
    onTestFinished(() => void top.process.kill())
    await top.until('stdout', 'q quit')
    const [frame = ''] = top.stdout.split('\u001B[H').slice(-1)
    const lines = stripVTControlCharacters(frame).split(/\r*\n/)
    expect(lines).toHaveLength(24)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    top.process.stdin.write('\u001B[B')
    top.process.stdin.write('r')
    await top.until('stdout', 'Reload prompt-web, without losing a request? y / n')
    top.process.stdin.write('n')
    top.process.stdin.write('q')
    await top.until('stdout', '\u001B[?1049l')
  },
)

test('promptbin status tells where it runs, and --why also why', async () => {
  const { environment } = JSON.parse((await data.run(['status', '--json'])).stdout)
  expect(environment).toMatchObject({ mode: 'production', situation: expect.any(String) })
  const { stdout } = await data.run(['status', '--why'])
  expect(stdout).toMatch(/^ {2}Runs {8}.+, in production$/m)
  expect(stdout).toContain('It believes so because of')
  expect(stdout).toMatch(/^ {2}standard output +is a pipe, so no person reads$/m)
  expect(stdout).toMatch(
    /^ {2}operations\.taken_port: fail +in production others rely on the port$/m,
  )
})
