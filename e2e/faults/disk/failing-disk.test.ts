import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findFreePort } from '@promptbin/free-port'
import { checkLibrary } from '@promptbin/prompt-store/integrity'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createDataFolder } from '../../product.ts'
import { judgeLibrary } from '../history/judge-library.ts'
import { Writers } from '../history/writers.ts'
import { type LonelyWeb, startLonelyWeb } from '../storm/lonely-web.ts'

/** People who write to a prompt-web whose disk fails in some way. */
async function startWriting(under: readonly string[], expected: readonly string[] = []) {
  const data = createDataFolder()
  const place = { dataFolder: data.path, port: await findFreePort() }
  const writers = new Writers({ webUrl: `http://127.0.0.1:${place.port}`, expected })
  const lives: LonelyWeb[] = []
  const live = async (by: readonly string[]) => {
    const web = startLonelyWeb({ ...place, under: by })
    lives.push(web)
    await web.ready
    writers.goOn()
    return web
  }
  onTestFinished(() => {
    for (const { process } of lives) process.kill('SIGKILL')
    data.remove()
  })
  const web = await live(under)
  writers.start(4)
  return {
    web,
    writers,
    async end() {
      const last = web.process.exitCode === null && web.process.signalCode === null
      if (last) web.process.kill('SIGKILL')
      await web.gone
      const whole = await live([])
      await writers.progress(10)
      await writers.stop()
      whole.process.kill('SIGTERM')
      await whole.gone
      const file = join(data.path, 'promptbin.db')
      const check = { file, scratchFolder: data.path, auditHead: null }
      expect(writers.refusals).toEqual([])
      expect((await checkLibrary(check)).findings).toEqual([])
      expect(judgeLibrary(file, writers.written)).toEqual({ lost: [], doubled: [], halves: [] })
    },
  }
}

const sentAgain = (writers: Writers, more: number) => {
  const enough = writers.sentAgain + more
  return expect.poll(() => writers.sentAgain, { interval: 20 }).toBeGreaterThan(enough)
}

test('at a limit for the size of files saves are refused, reading goes on, and nothing is lost', async () => {
  // In units of 512 bytes: a little more than an empty library takes.
  const limit = ['sh', '-c', 'ulimit -f 1600; exec "$0" "$@"']
  const { web, writers, end } = await startWriting(limit)
  await sentAgain(writers, 20)
  const answer = await fetch(`${writers.webUrl}/api/v1/prompts?limit=1`)
  expect(answer.status).toBe(200)
  expect(web.process.exitCode).toBe(null)
  await end()
})

/** Where libfiu makes the pipes by which it is told what shall fail. */
const pipes = createDataFolder()
const control = join(pipes.path, 'fiu')
afterAll(() => pipes.remove())

const fiu = ['fiu-run', '-x', '-f', control]

test('with errors of reading, writing and syncing nothing that was acknowledged is lost', async () => {
  // A page that cannot be read looks to SQLite as if it were damaged.
  const { web, writers, end } = await startWriting(fiu, ['PB_STORE_DAMAGED'])
  await writers.progress(10)
  const { pid } = web.process
  for (const fault of [
    'enable_random name=posix/io/rw/p*,probability=0.02',
    'enable_random name=posix/io/sync/*,probability=0.05',
  ]) {
    const told = spawnSync('fiu-ctrl', ['-f', control, '-c', fault, String(pid)])
    expect(String(told.stderr)).toBe('')
  }
  await sentAgain(writers, 10)
  await end()
})
