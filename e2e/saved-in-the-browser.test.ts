import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type ConnectedClient, clientKinds } from './mcp-clients.ts'
import { createDataFolder, Product, run } from './product.ts'
import { promptsChatFile, promptsChatSize } from './prompts-chat-file.ts'
import { rewrite, textEditor } from './text-editor.ts'

const edited = 'I want you to act as a linux terminal on a ship. My first command is uname -a'

const data = createDataFolder()
let product: Product
let browser: Browser
let page: Page
const faults: string[] = []

beforeAll(async () => {
  product = await Product.start(data.path)
  browser = await launchBrowser()
  page = await browser.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(product.instance.web.url)) faults.push(`asked ${request.url()}`)
  })
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  data.remove()
})

describe('a prompt saved in the browser is used by an AI client', () => {
  const file = promptsChatFile(data.path)

  test('the collection is imported whole', async () => {
    const imported = await run(['import', file, '--json', '--data-dir', data.path])
    expect(imported.code, imported.stderr).toBe(0)
    const report = JSON.parse(imported.stdout.trim().split('\n').at(-1) ?? '')
    expect(report).toEqual({ created: promptsChatSize, updated: 0, skipped: 0, failed: 0 })
  })

  test('importing it again changes nothing', async () => {
    const imported = await run(['import', file, '--json', '--data-dir', data.path])
    const report = JSON.parse(imported.stdout.trim().split('\n').at(-1) ?? '')
    expect(report).toEqual({ created: 0, updated: 0, skipped: promptsChatSize, failed: 0 })
  })

  test('a person finds one of them while typing', async () => {
    await page.goto(product.instance.web.url)
    await page.getByRole('searchbox').fill('Linux Termin')
    const found = page.getByRole('link', { name: 'Linux Terminal', exact: true })
    await found.first().waitFor()
    await found.first().click()
    await page.getByRole('heading', { level: 1, name: 'Linux Terminal' }).waitFor()
  })

  test('the person edits and saves it', async () => {
    await page.getByRole('link', { name: 'Edit' }).first().click()
    await rewrite(textEditor(page), edited)
    await page.getByRole('button', { name: /save/i }).click()
    await page.getByRole('heading', { level: 1, name: 'Linux Terminal' }).waitFor()
    expect(await page.getByRole('main').textContent()).toContain(edited)
  })

  describe.each(clientKinds)('$title', ({ connect }) => {
    let client: ConnectedClient

    beforeAll(async () => {
      client = await connect({ mcpUrl: product.instance.mcp.url, dataFolder: data.path })
    })

    afterAll(async () => {
      await client?.close()
    })

    test('gets the edited text', async () => {
      expect(await client.promptText('linux-terminal')).toBe(edited)
    })

    test('lists every prompt, 100 to a page, none twice', async () => {
      const names: string[] = []
      for (let cursor: string | undefined, pages = 0; pages < 64; pages++) {
        const result = await client.listPrompts(cursor)
        names.push(...result.prompts.map(({ name }) => name))
        cursor = result.nextCursor
        if (!cursor) break
      }
      expect(names).toHaveLength(promptsChatSize)
      expect(new Set(names).size).toBe(promptsChatSize)
    })

    test('finds and renders it with tools', async () => {
      const found = JSON.stringify(await client.callTool('search_prompts', { query: 'linux ship' }))
      expect(found).toContain('linux-terminal')
      const rendered = await client.callTool('render_prompt', { name: 'linux-terminal' })
      expect(JSON.stringify(rendered)).toContain('on a ship')
    })
  })

  test('the pages asked no other host and reported no error', () => {
    expect(faults).toEqual([])
  })
})
