import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { expect, onTestFinished, test } from 'vitest'
import { perform } from './procedures/perform.ts'
import { openShell } from './procedures/shell.ts'
import { fill, isMountable, startOnSmallDisk } from './small-disk.ts'

/**
 * A disk that runs full takes nobody's reading away: changes are refused with a reason, and go on by
 * themselves when there is room. The disk is a small one of its own, where the system lets us mount.
 */

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

    mkdirSync(`${disk}/state/heap-snapshots`)
    fill(disk, 'state/heap-snapshots/old.heapsnapshot')
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

    const shell = await openShell({ dataFolder: disk })
    onTestFinished(() => shell.close())
    await perform(shell, 'disk-full', {
      symptom: /Nothing is saved until there is room[\s\S]*no room left on the disk/,
      proof: /^PromptBin is (?!unhealthy)/,
    })
    await until(async () => (await save()).status === 201)
    await until(() => existsSync(`${disk}/ballast`))
    // A look while the disk was being filled sees it on its way.
    const told = (await kinds()).filter((kind) => kind !== 'disk-warn')
    expect(told).toEqual(['disk-critical', 'disk-ballast', 'disk-freed'])
  },
)
