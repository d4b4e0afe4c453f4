import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { median } from './median.ts'
import { startProduct } from './product-start.ts'

/** Enough for a median that repeats, few enough to wait for. */
const runs = 7

/** The least that a Node program must do to answer over HTTP: what a start is compared with. */
const bareServer =
  "require('node:http').createServer((q, s) => s.end('ok')).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)) })"

async function bareStartMs(): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, ['-e', bareServer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(child.stdout, 'data')
  await (await fetch(`http://127.0.0.1:${Number(port)}`)).text()
  const elapsedMs = performance.now() - started
  child.kill()
  return elapsedMs
}

function bundleMegabytes(app: string): string {
  const folder = fileURLToPath(new URL(`../apps/${app}/dist/`, import.meta.url))
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'))
  const bytes = scripts.map((file) => statSync(folder + file).size).reduce((a, b) => a + b, 0)
  return (bytes / 1e6).toFixed(2)
}

const bare: number[] = []
const products: Awaited<ReturnType<typeof startProduct>>[] = []
for (let run = 0; run < runs; run++) {
  bare.push(await bareStartMs())
  products.push(await startProduct())
}

const bareMs = median(bare)
const against = (ms: number) => `${ms.toFixed(0)} ms, ${(ms / bareMs).toFixed(1)} × bare`
const memoryOf = (service: 'supervisor' | 'prompt-web' | 'mcp-gateway') =>
  median(products.map(({ memoryMiB }) => memoryMiB[service])).toFixed(0)

console.log(`medians of ${runs} runs`)
console.log(`bare node:http server, start to first answer: ${bareMs.toFixed(0)} ms`)
console.log(`start to banner: ${against(median(products.map(({ bannerMs }) => bannerMs)))}`)
console.log(
  `start to first prompts/list: ${against(median(products.map(({ firstListMs }) => firstListMs)))}`,
)
for (const service of ['supervisor', 'prompt-web', 'mcp-gateway'] as const) {
  console.log(
    `${service}: ${memoryOf(service)} MiB resident, ${bundleMegabytes(service)} MB bundled`,
  )
}
