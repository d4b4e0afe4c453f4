import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findFreePort } from '@promptbin/free-port'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createDataFolder } from '../../product.ts'
import { startLonelyWeb } from '../storm/lonely-web.ts'
import { countAnswers, readTrace } from './sync-order.ts'

const data = createDataFolder()
// A library watches its folder: a trace in there would be traced itself, for ever.
const elsewhere = createDataFolder()
const changes = 1_000

afterAll(() => {
  data.remove()
  elsewhere.remove()
})

const calls = 'trace=read,write,writev,pwrite64,fsync,fdatasync'

test('a change is answered when the disk has it: a thousand times in the order of its calls', async () => {
  const port = await findFreePort()
  const trace = join(elsewhere.path, 'trace')
  const web = startLonelyWeb({
    dataFolder: data.path,
    port,
    // -D leaves the process ours; -s 12 shows as much of the bytes as tells them apart.
    under: ['strace', '-D', '-f', '--seccomp-bpf', '-y', '-s', '12', '-e', calls, '-o', trace],
  })
  onTestFinished(() => void web.process.kill('SIGKILL'))
  await web.ready
  for (let number = 1; number <= changes; number += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/prompts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `prompt-${number}`, title: 'Title', content: 'Text.' }),
    })
    expect(response.status).toBe(201)
    await response.bytes()
  }
  web.process.kill('SIGTERM')
  await web.gone
  const counts = countAnswers(readTrace(readFileSync(trace, 'utf8')))
  expect(counts).toEqual({ answered: changes, tooEarly: 0 })
})

test.each([
  [
    'nothing was synced',
    [
      'read(5<socket>, "POST /a"',
      'pwrite64(7<p.db-wal>, "a"',
      'write(5<socket>, "HTTP/1.1 201"...',
    ],
    1,
  ],
  [
    'it was synced before the write',
    [
      'read(5<s>, "POST /a"',
      'fsync(7<p.db-wal>) = 0',
      'pwrite64(7<p.db-wal>, "a"',
      'write(5<s>, "HTTP/1.1 201"...',
    ],
    1,
  ],
  [
    'the sync had not come to its end',
    [
      'read(5<s>, "POST /a"',
      'pwrite64(7<p.db-wal>, "a"',
      'fsync(7<p.db-wal> <unfinished ...>',
      'write(5<s>, "HTTP/1.1 201"...',
      '<... fsync resumed>) = 0',
    ],
    1,
  ],
  [
    'the sync failed',
    [
      'read(5<s>, "POST /a"',
      'pwrite64(7<p.db-wal>, "a"',
      'fsync(7<p.db-wal>) = -1 EIO',
      'write(5<s>, "HTTP/1.1 201"...',
    ],
    1,
  ],
  [
    'all was as it has to be',
    [
      'read(5<s>, "POST /a"',
      'pwrite64(7<p.db-wal>, "a"',
      'fsync(7<p.db-wal>) = 0',
      'write(5<s>, "HTTP/1.1 201"...',
    ],
    0,
  ],
])('an answer is judged when %s', (_what, lines, tooEarly) => {
  const trace = readTrace(lines.map((line) => `12  ${line}`).join('\n'))
  expect(countAnswers(trace)).toEqual({ answered: 1, tooEarly })
})
