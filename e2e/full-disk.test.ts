import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { expect, onTestFinished, test } from 'vitest'
import { createDataFolder, promptbin, type RunningInstance, testSettings } from './product.ts'

/**
 * A disk that runs full takes nobody's reading away: changes are refused with a reason, and go on by
 * themselves when there is room. The disk is a small one of its own, where the system lets us mount.
 */

const tmpfs = 'mount -t tmpfs -o size=96m none "$0"'
const isMountable =
  spawnSync('unshare', ['-rm', 'sh', '-c', tmpfs, '/mnt'], { stdio: 'ignore' }).status === 0

const thresholds = {
  PROMPTBIN_MONITORING_DISK_WARN: '32MB',
  PROMPTBIN_MONITORING_DISK_CRITICAL: '16MB',
  PROMPTBIN_OPERATIONS_BALLAST: '4MB',
}

/** PromptBin on a disk of 96 MB; `disk` is where this process sees it. */
async function startOnSmallDisk() {
  const data = createDataFolder()
  const start = `${tmpfs} && exec "$1" "$2" start --json --data-dir "$0"`
  const command = ['-rm', 'sh', '-c', start, data.path, process.execPath, promptbin]
  const child = spawn('unshare', command, {
    env: { ...process.env, ...testSettings, ...thresholds },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    await stop(child)
    data.remove()
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('"startedAt"')) continue
    child.stdout.resume()
    const instance: RunningInstance = JSON.parse(line)
    return { instance, disk: `/proc/${child.pid}/root${data.path}` }
  }
  throw new Error('PromptBin did not start')
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** As good as full, but for less than the critical threshold. */
function fill(disk: string): void {
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(`${disk}/filler`, Buffer.alloc(bavail * bsize - 10e6))
}

const until = async (isSo: () => Promise<boolean> | boolean) => {
  while (!(await isSo())) await once(AbortSignal.timeout(50), 'abort')
}

test.runIf(isMountable)(
  'with a full disk reading goes on, and saving when there is room',
  async () => {
    const { instance, disk } = await startOnSmallDisk()
    const web = instance.web.url
    let number = 0
    const save = async () => {
      number += 1
      const response = await fetch(`${web}/api/v1/prompts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: `prompt-${number}`, title: 'Title', content: 'Text.' }),
      })
      return {
        status: response.status,
        body: (await response.json()) as { readonly code?: string },
      }
    }
    const client = new Client({ name: 'promptbin-e2e', version: '1.0.0' })
    await client.connect(new StreamableHTTPClientTransport(new URL(instance.mcp.url)))
    onTestFinished(() => client.close())
    const kinds = async () => {
      const answer = await fetch(`${instance.supervisor.url}/api/v1/events?type=limit`)
      const { items } = (await answer.json()) as { items: readonly { readonly kind: string }[] }
      return items.map(({ kind }) => kind)
    }
    expect((await save()).status).toBe(201)
    await until(() => existsSync(`${disk}/ballast`))

    fill(disk)
    await until(async () => (await kinds()).includes('disk-ballast'))
    expect(existsSync(`${disk}/ballast`)).toBe(false)
    // More of them than a circuit breaker would bear.
    for (let attempt = 0; attempt < 12; attempt++) {
      const input = { title: 'Refused', content: `Text ${attempt}.` }
      const saved = await client.callTool({ name: 'save_prompt', arguments: input })
      expect(saved.isError).toBe(true)
      expect(JSON.stringify(saved.content)).toContain('The disk is nearly full')
    }
    const refused = await save()
    expect(refused).toMatchObject({ status: 507, body: { code: 'PB_DISK_NEARLY_FULL' } })
    expect((await fetch(`${web}/api/v1/prompts/prompt-1`)).status).toBe(200)
    const found = await client.getPrompt({ name: 'prompt-1' })
    expect(found.messages).toHaveLength(1)

    rmSync(`${disk}/filler`)
    await until(async () => (await save()).status === 201)
    await until(() => existsSync(`${disk}/ballast`))
    expect(await kinds()).toEqual(['disk-critical', 'disk-ballast', 'disk-freed'])
  },
)
