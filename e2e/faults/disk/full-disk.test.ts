import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { checkLibrary } from '@promptbin/prompt-store/integrity'
import { expect, onTestFinished, test } from 'vitest'
import { createDataFolder, type RunningInstance } from '../../product.ts'
import { fill, isMountable, startOnSmallDisk } from '../../small-disk.ts'
import { judgeLibrary } from '../history/judge-library.ts'
import { Writers } from '../history/writers.ts'

const pidsOf = async ({ supervisor }: RunningInstance) => {
  const answer = await fetch(new URL('/api/v1/processes', supervisor.url))
  const { items } = (await answer.json()) as { readonly items: readonly { readonly pid: number }[] }
  return items.map(({ pid }) => pid)
}

test.runIf(isMountable)(
  'through a full disk people who write lose nothing, nobody ends, and room is enough to go on',
  async () => {
    const { instance, disk } = await startOnSmallDisk()
    const writers = new Writers({ webUrl: instance.web.url })
    writers.start(4)
    writers.goOn()
    await writers.progress(20)
    await expect.poll(() => existsSync(`${disk}/ballast`)).toBe(true)
    const pids = await pidsOf(instance)

    fill(disk)
    await expect.poll(() => existsSync(`${disk}/ballast`)).toBe(false)
    await expect.poll(() => writers.sentAgain).toBeGreaterThan(50)
    const read = await fetch(new URL('/api/v1/prompts?limit=1', instance.web.url))
    expect(read.status).toBe(200)

    rmSync(`${disk}/filler`)
    await writers.progress(20)
    await writers.stop()
    expect(await pidsOf(instance)).toEqual(pids)
    expect(writers.refusals).toEqual([])
    const scratch = createDataFolder()
    onTestFinished(scratch.remove)
    // SQLite opens nothing by a path into another mount namespace.
    const file = `${scratch.path}/promptbin.db`
    for (const part of ['', '-wal']) copyFileSync(`${disk}/promptbin.db${part}`, `${file}${part}`)
    expect(judgeLibrary(file, writers.written)).toEqual({ lost: [], doubled: [], halves: [] })
    const check = { file, scratchFolder: scratch.path, auditHead: null }
    expect((await checkLibrary(check)).findings).toEqual([])
  },
)
