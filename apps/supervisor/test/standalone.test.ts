import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Started, TestFolder } from './command.ts'

let data: TestFolder
let port: number
const holder = createServer()

beforeAll(async () => {
  data = new TestFolder()
  holder.listen(0, '127.0.0.1')
  await once(holder, 'listening')
  port = (holder.address() as AddressInfo).port
  writeFileSync(join(data.path, 'promptbin-config.yaml'), `web: { port: ${port} }\n`)
})

afterAll(async () => {
  holder.close()
  await data.remove()
})

test('a service alone goes by the same file; a taken port names its holder', async () => {
  const { code, stderr } = await data.run(['web'], { PROMPTBIN_WEB_PORT: '' })
  expect(code).toBe(1)
  expect(stderr).toContain(`PB_PORT_TAKEN: web.port is ${port}`)
  if (process.platform === 'linux') expect(stderr).toContain(`pid ${process.pid}`)
})

test.each([
  ['web', 'prompt-web', 'PROMPTBIN_WEB_PORT'],
  ['gateway', 'mcp-gateway', 'PROMPTBIN_MCP_PORT'],
])(
  'promptbin %s alone takes the next port in development, and says so',
  async (command, name, variable) => {
    const variables = { [variable]: String(port), PROMPTBIN_MODE: 'development' }
    const alone = new Started(data.spawn([command], variables))
    await alone.until('stdout', 'service is ready')
    const [, taken] = /Port \d+ was taken, so (?:\S+) is on port (\d+)\./.exec(alone.stderr) ?? []
    expect(alone.stderr).toContain(name)
    expect((await fetch(`http://127.0.0.1:${taken}/livez`)).status).toBe(200)
    expect(await alone.stop('SIGTERM')).toBe(0)
  },
)

test.runIf(process.platform === 'linux')(
  'promptbin start shows the pages in a browser where it is told to',
  async () => {
    const opener = join(data.path, 'xdg-open')
    const seen = join(data.path, 'opened')
    execFileSync('mkfifo', [seen])
    writeFileSync(opener, `#!/bin/sh\necho "$1" > '${seen}'\n`, { mode: 0o755 })
    const started = data.start({
      PATH: `${data.path}:${process.env['PATH']}`,
      PROMPTBIN_WEB_OPEN_BROWSER: 'true',
    })
    // The reader of a pipe waits for its writer.
    const opened = await readFile(seen, 'utf8')
    await started
    expect(opened).toBe(`${data.instance.web.url}\n`)
  },
)
